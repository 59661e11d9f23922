//! Several things at once.

use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::Poll;

/// Something to be done, which other threads may have.
pub(crate) type Task<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Does all of it, at most `limit` at once and at least one. What each came to is in their order.
pub(crate) async fn at_once<T>(
    limit: usize,
    tasks: impl IntoIterator<Item = Task<'_, T>>,
) -> Vec<T> {
    let mut waiting = tasks.into_iter().enumerate();
    let mut running = Vec::new();
    let mut done = Vec::new();
    poll_fn(|context| {
        loop {
            let free = limit.max(1) - running.len();
            running.extend(waiting.by_ref().take(free));
            let before = done.len();
            running.retain_mut(|(place, task)| match task.as_mut().poll(context) {
                Poll::Ready(value) => {
                    done.push((*place, value));
                    false
                }
                Poll::Pending => true,
            });
            if running.is_empty() && done.len() == before {
                return Poll::Ready(());
            }
            // Whoever ended made room for another, which nobody has polled yet.
            if done.len() == before {
                return Poll::Pending;
            }
        }
    })
    .await;
    done.sort_unstable_by_key(|(place, _)| *place);
    done.into_iter().map(|(_, value)| value).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::{Task, at_once};

    /// Runs ten tasks that take longer the earlier they begin, and gives the most that were at work at once.
    async fn most_at_once(limit: usize) -> usize {
        let (working, most) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let tasks = (0..10).map(|number| -> Task<'_, usize> {
            let (working, most) = (&working, &most);
            Box::pin(async move {
                let now = working.fetch_add(1, Ordering::Relaxed) + 1;
                most.fetch_max(now, Ordering::Relaxed);
                for _ in number..10 {
                    tokio::task::yield_now().await;
                }
                working.fetch_sub(1, Ordering::Relaxed);
                number
            })
        });
        let done = at_once(limit, tasks).await;
        assert_eq!(done, Vec::from_iter(0..10));
        most.into_inner()
    }

    #[tokio::test]
    async fn no_more_than_the_limit_are_at_work_and_all_are_done_in_order() {
        assert_eq!(most_at_once(0).await, 1);
        assert_eq!(most_at_once(1).await, 1);
        assert_eq!(most_at_once(4).await, 4);
        assert_eq!(most_at_once(100).await, 10);
        let none: [Task<'_, ()>; 0] = [];
        assert!(at_once(4, none).await.is_empty());
    }
}
