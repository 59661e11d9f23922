//! Find a project by its name.

use backhaul_atlas::builders::ListGroups;
use backhaul_atlas::{Client, Preview};

use crate::error::Error;
use crate::names::{Candidate, only};

/// The most items on a page, so that few calls are needed.
const PAGE: i64 = 500;

/// A project, which the provider also calls a group.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Group {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
}

impl Group {
    /// The project with exactly this name, or else this id, among those that the client's credentials may see.
    ///
    /// ```
    /// # async fn example(client: &backhaul_atlas::Client) -> Result<(), backhaul_flows::Error> {
    /// let group = backhaul_flows::atlas::Group::find(client, "Production").await?;
    /// println!("{}", group.id);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// If a call fails, or there is no such project, or more than one.
    pub async fn find(client: &Client, name: &str) -> Result<Self, Error> {
        let groups = Self::list(client).items().collect().await?;
        let candidates = groups.into_iter().map(|group| Candidate {
            name: Some(group.name.clone()),
            id: group.id.clone(),
            thing: (group.id, group.name),
        });
        let (id, name) = only("project", name, candidates).map_err(Error::Name)?;
        Ok(Self {
            id: id.ok_or(Error::Incomplete("the project has no id"))?,
            name,
        })
    }

    /// The first request of [`Self::find`], which is not sent.
    ///
    /// # Errors
    /// If the client cannot make it.
    pub fn preview(client: &Client) -> Result<Preview, Error> {
        Ok(Self::list(client).preview()?)
    }

    fn list(client: &Client) -> ListGroups {
        client.list_groups().items_per_page(PAGE)
    }
}
