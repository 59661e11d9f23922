//! The members of a union: the schemas that a value may fit, and what tells them apart.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::findings::Findings;
use super::flat::{Choice, Flat};
use super::heirs::Heirs;
use super::references::Reading;
use super::source::{Identity, Source};
use super::uses::Use;
use super::view::View;
use crate::places::Places;

/// The members of one union.
pub(super) struct Members<'a> {
    /// `oneOf` or `anyOf`.
    pub(super) key: &'static str,
    pub(super) list: Vec<Member<'a>>,
    /// The `discriminator`, if something tells the members apart.
    pub(super) discriminator: Option<Source<'a>>,
}

/// One member.
pub(super) struct Member<'a> {
    pub(super) view: View<'a>,
    /// The schema that the document names as the member.
    pub(super) meant: Option<Source<'a>>,
    /// The values of the discriminator that mean it.
    pub(super) values: Vec<(String, Places)>,
}

/// What members are read from.
pub(super) struct Union<'a, 'r> {
    pub(super) reading: &'r Reading<'a>,
    pub(super) heirs: &'r Heirs<'a>,
    pub(super) view: &'r View<'a>,
    pub(super) flat: &'r Flat<'a>,
}

impl<'a> Union<'a, '_> {
    /// The members, if the schema is a union.
    pub(super) fn members(&self, findings: &mut Findings<'_>) -> Option<Members<'a>> {
        let discriminator = self.flat.discriminator.clone();
        let (key, arms, without) = match &self.flat.choices[..] {
            [] => {
                let only = self.view.only()?;
                let arms = self.inherited(discriminator.as_ref()?, only, findings);
                ("oneOf", arms, only.identity())
            }
            [choice, rest @ ..] => {
                self.refuse_more(rest, findings);
                (choice.key, choice.arms.clone(), choice.owner.identity())
            }
        };
        if arms.is_empty() {
            return None;
        }
        let mut list: Vec<Member<'a>> = Vec::new();
        let mut seen = HashSet::new();
        for arm in arms {
            let member = self.member(arm, without, findings);
            if seen.insert(member.view.key()) {
                list.push(member);
            }
        }
        if let Some(discriminator) = &discriminator {
            self.add_values(discriminator, &mut list, findings);
        }
        let key = match discriminator {
            Some(_) => "oneOf",
            None => key,
        };
        Some(Members {
            key,
            list,
            discriminator,
        })
    }

    fn refuse_more(&self, rest: &[Choice<'a>], findings: &mut Findings<'_>) {
        for choice in rest {
            let place = choice.owner.get(choice.key);
            let place = place.unwrap_or_else(|| choice.owner.clone());
            findings.report(
                &place,
                "a value must fit one of several schemas twice at once",
                "write one `oneOf` with every combination that there is",
            );
        }
    }

    /// The members of a union that only names what tells them apart: what it maps to, and its heirs.
    fn inherited(
        &self,
        discriminator: &Source<'a>,
        base: &Source<'a>,
        findings: &mut Findings<'_>,
    ) -> Vec<Source<'a>> {
        let mut members = Vec::new();
        let heirs = self.heirs.of_base(base);
        let mapped = discriminator.members_of("mapping").into_iter();
        let mapped = mapped.filter_map(|(_, target)| self.mapped(&target, findings));
        let mut seen: HashSet<Identity> = HashSet::new();
        for member in mapped.chain(heirs.iter().cloned()) {
            if seen.insert(member.identity()) {
                members.push(member);
            }
        }
        // A base that means only itself is an object.
        members.retain(|member| members_differ(member, base) || !heirs.is_empty());
        members
    }

    /// The schema that an entry of a mapping means.
    fn mapped(&self, target: &Source<'a>, findings: &mut Findings<'_>) -> Option<Source<'a>> {
        let text = target.value.as_str()?;
        let found = if text.starts_with('#') {
            self.reading.root.pointed(text)
        } else {
            let schemas = self.reading.root.get("components")?.get("schemas")?;
            schemas.get(text)
        };
        if found.is_none() {
            findings.report(
                target,
                format!("the discriminator maps to {text}, which does not exist"),
                "write `#/components/schemas/NAME` of a member",
            );
        }
        found
    }

    /// A member as it is, or together with what stands beside the choice.
    fn member(
        &self,
        arm: Source<'a>,
        without: Identity,
        findings: &mut Findings<'_>,
    ) -> Member<'a> {
        let own = View::of(arm);
        let meant = Use::of(self.reading, &own, findings).view.only().cloned();
        let is_self = meant.as_ref().is_some_and(|meant| {
            let this = self.view.only();
            this.is_some_and(|this| !members_differ(meant, this))
        });
        let beside = |mut parts: Vec<Source<'a>>| {
            parts.extend(self.view.parts.iter().cloned());
            let mut all = self.view.without.clone();
            all.push(without);
            View {
                parts,
                without: all,
            }
        };
        let view = if is_self {
            beside(Vec::new())
        } else if self.says_more() && !self.inherits(&own, findings) {
            beside(own.parts)
        } else {
            own
        };
        Member {
            view,
            meant,
            values: Vec::new(),
        }
    }

    /// Whether the schema says more than which members there are.
    fn says_more(&self) -> bool {
        let members = self.flat.members.value.as_object().into_iter().flatten();
        let mut limits = members.filter(|(key, _)| *key != "type" && !super::dialect::is_note(key));
        !self.flat.properties.is_empty()
            || self.flat.items.is_some()
            || self.flat.additional.is_some()
            || limits.next().is_some()
    }

    /// Whether a member has all that stands beside the choice already.
    fn inherits(&self, member: &View<'a>, findings: &mut Findings<'_>) -> bool {
        let made_of = Flat::of(self.reading, member, findings).made_of;
        let parts = &mut self.view.parts.iter();
        parts.all(|part| made_of.contains(&part.identity()))
    }

    /// Gives each member the values that mean it: those of the mapping, those that its property allows, or
    /// else its name.
    fn add_values(
        &self,
        discriminator: &Source<'a>,
        list: &mut [Member<'a>],
        findings: &mut Findings<'_>,
    ) {
        let indexes = list.iter().enumerate();
        let indexes: HashMap<Identity, usize> = indexes
            .filter_map(|(index, member)| Some((member.meant.as_ref()?.identity(), index)))
            .collect();
        for (value, target) in discriminator.members_of("mapping") {
            let Some(schema) = self.mapped(&target, findings) else {
                continue;
            };
            let meant = Use::of(self.reading, &View::of(schema), findings).view;
            let index = meant
                .only()
                .and_then(|meant| indexes.get(&meant.identity()));
            if let Some(member) = index.and_then(|index| list.get_mut(*index)) {
                member.values.push((value.to_owned(), target.place()));
            }
        }
        let tag = discriminator.text("propertyName");
        let mut meanings: HashMap<String, usize> = HashMap::new();
        for (value, _) in list.iter().flat_map(|member| &member.values) {
            meanings.insert(value.clone(), 1);
        }
        let mut open: Vec<(&mut Member<'a>, Vec<String>)> = Vec::new();
        for member in list.iter_mut().filter(|member| member.values.is_empty()) {
            let values = self.allowed(&member.view, tag, findings);
            for value in &values {
                *meanings.entry(value.clone()).or_default() += 1;
            }
            open.push((member, values));
        }
        for (member, mut values) in open {
            // What may mean two members means neither.
            values.retain(|value| meanings.get(value) == Some(&1));
            if values.is_empty() {
                let path = member.meant.as_ref().map(Source::path).unwrap_or_default();
                values.extend(path.get(2).filter(|_| path.len() == 3).cloned());
            }
            let values = values.into_iter();
            let values = values.map(|value| (value, discriminator.place()));
            member.values = values.collect();
        }
    }

    /// The texts that a property of a member may be.
    fn allowed(&self, member: &View<'a>, tag: &str, findings: &mut Findings<'_>) -> Vec<String> {
        let flat = Flat::of(self.reading, member, findings);
        let Some(property) = flat.properties.get(tag) else {
            return Vec::new();
        };
        let meant = Use::of(self.reading, property, findings).view;
        let property = Flat::of(self.reading, &meant, findings);
        let values = crate::document::items(&property.members.value, "enum").iter();
        let texts = values.filter_map(Value::as_str);
        texts.map(str::to_owned).collect()
    }
}

fn members_differ(one: &Source<'_>, other: &Source<'_>) -> bool {
    one.identity() != other.identity()
}
