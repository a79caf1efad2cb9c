//! What is going on, for somebody who waits at a terminal. The only home of `indicatif`.
//!
//! The library knows nothing of it: a phase is told of where it is begun, here in `cli`.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// Work that takes less is over before anybody could read of it.
const PATIENCE: Duration = Duration::from_millis(500);

/// How often the sign of life moves.
const TICK: Duration = Duration::from_millis(120);

/// One line on stderr that names the phase, as long as this lives; nothing is left of it then.
pub(super) struct Progress {
    bar: ProgressBar,
    /// Dropped to say that the work is over.
    working: Option<Sender<()>>,
    waiting: Option<JoinHandle<()>>,
}

impl Progress {
    /// A line that appears when the work has taken a while.
    pub fn new() -> Self {
        Self::drawn_to(ProgressDrawTarget::stderr, PATIENCE)
    }

    fn drawn_to(
        target: impl FnOnce() -> ProgressDrawTarget + Send + 'static,
        patience: Duration,
    ) -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        // Letters that every terminal has.
        if let Ok(style) = ProgressStyle::with_template("{spinner} {wide_msg}") {
            bar.set_style(style.tick_strings(&["-", "\\", "|", "/", " "]));
        }
        let (working, over) = channel();
        let shown = bar.clone();
        let waiting = thread::Builder::new().spawn(move || {
            if over.recv_timeout(patience) == Err(RecvTimeoutError::Timeout) {
                shown.set_draw_target(target());
                shown.enable_steady_tick(TICK);
            }
        });
        Self {
            bar,
            working: Some(working),
            // Without a thread there is no line, and all else goes on.
            waiting: waiting.ok(),
        }
    }

    /// Names the phase that begins.
    pub fn phase(&self, name: String) {
        self.bar.set_message(name);
    }

    /// Does what writes to the terminal with the line out of its way.
    pub fn aside<T>(&self, write: impl FnOnce() -> T) -> T {
        self.bar.suspend(write)
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        drop(self.working.take());
        if let Some(waiting) = self.waiting.take() {
            let _ = waiting.join();
        }
        self.bar.finish_and_clear();
    }
}

/// Whether there is somebody at a terminal that can take back a line.
pub(super) fn is_watched(terminal: bool, quiet: bool, kind: Option<&str>) -> bool {
    terminal && !quiet && kind != Some("dumb")
}

#[cfg(test)]
mod tests {
    use super::*;
    use indicatif::TermLike;
    use std::io;
    use std::sync::{Arc, Mutex};

    /// A terminal that keeps what was written to it.
    #[derive(Debug, Clone, Default)]
    struct Kept(Arc<Mutex<String>>);

    impl TermLike for Kept {
        fn width(&self) -> u16 {
            80
        }
        fn move_cursor_up(&self, _: usize) -> io::Result<()> {
            Ok(())
        }
        fn move_cursor_down(&self, _: usize) -> io::Result<()> {
            Ok(())
        }
        fn move_cursor_right(&self, _: usize) -> io::Result<()> {
            Ok(())
        }
        fn move_cursor_left(&self, _: usize) -> io::Result<()> {
            Ok(())
        }
        fn write_line(&self, line: &str) -> io::Result<()> {
            self.write_str(line)
        }
        fn write_str(&self, text: &str) -> io::Result<()> {
            self.0.lock().unwrap().push_str(text);
            Ok(())
        }
        fn clear_line(&self) -> io::Result<()> {
            self.write_str("<clear>")
        }
        fn flush(&self) -> io::Result<()> {
            Ok(())
        }
    }

    fn written(patience: u64, work: u64) -> String {
        let kept = Kept::default();
        let terminal = kept.clone();
        let target = move || ProgressDrawTarget::term_like(Box::new(terminal));
        let progress = Progress::drawn_to(target, Duration::from_millis(patience));
        progress.phase("正在读取".to_owned());
        thread::sleep(Duration::from_millis(work));
        progress.aside(|| kept.0.lock().unwrap().push_str("<other>"));
        drop(progress);
        kept.0.lock().unwrap().clone()
    }

    #[test]
    fn a_line_appears_only_when_it_takes_long() {
        assert_eq!(written(60_000, 0), "<other>");
        let long = written(1, 600);
        assert!(long.contains("正在读取"), "{long}");
        let (before, after) = long.split_once("<other>").unwrap();
        assert!(before.ends_with("<clear>"), "{long}");
        assert!(after.ends_with("<clear>"), "{long}");
    }

    #[test]
    fn a_pipe_is_not_watched() {
        assert!(is_watched(true, false, Some("xterm")));
        assert!(is_watched(true, false, None));
        assert!(!is_watched(true, false, Some("dumb")));
        assert!(!is_watched(true, true, None));
        assert!(!is_watched(false, false, None));
    }
}
