//! Questions to a person at a terminal. Whoever only reads gets what would have been suggested.

use anyhow::{Result, bail};
use std::io::{self, BufRead, ErrorKind, IsTerminal, Write};

/// Asks for a text.
pub(super) fn text(question: &str, default: &str) -> Result<String> {
    if !is_person() {
        return Ok(default.to_owned());
    }
    text_from(&mut io::stdin().lock(), &mut io::stderr(), question, default)
}

/// Asks whether a person agrees, which is what is suggested.
pub(super) fn agreement(question: &str) -> Result<bool> {
    if !is_person() {
        return Ok(true);
    }
    agreement_from(&mut io::stdin().lock(), &mut io::stderr(), question)
}

fn is_person() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}

fn text_from(
    answers: &mut impl BufRead,
    questions: &mut impl Write,
    question: &str,
    default: &str,
) -> Result<String> {
    loop {
        write!(questions, "{question} [{default}] ")?;
        questions.flush()?;
        let mut answer = String::new();
        match answers.read_line(&mut answer) {
            // Whoever ends the input wants to leave, and agrees to nothing.
            Ok(0) => {
                writeln!(questions)?;
                bail!("there was no answer, so nothing was written");
            }
            Ok(_) if answer.trim().is_empty() => return Ok(default.to_owned()),
            Ok(_) => return Ok(answer.trim().to_owned()),
            Err(error) if error.kind() == ErrorKind::InvalidData => {
                writeln!(questions, "that is no UTF-8, so it cannot be read")?;
            }
            Err(error) => return Err(error.into()),
        }
    }
}

fn agreement_from(
    answers: &mut impl BufRead,
    questions: &mut impl Write,
    question: &str,
) -> Result<bool> {
    loop {
        match text_from(answers, questions, question, "yes")?.to_lowercase().as_str() {
            "y" | "yes" => return Ok(true),
            "n" | "no" => return Ok(false),
            _ => writeln!(questions, "yes or no?")?,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn asked(answers: &[u8], expected: Option<&str>, dialogue: &str) {
        let mut questions = Vec::new();
        let answer = text_from(&mut &*answers, &mut questions, "Name?", "Payments");
        assert_eq!(answer.ok().as_deref(), expected);
        assert_eq!(String::from_utf8(questions).unwrap(), dialogue);
    }

    #[test]
    fn an_answer_counts_without_the_blanks_around_it() {
        asked(b"  Cash desk \r\n", Some("Cash desk"), "Name? [Payments] ");
    }

    #[test]
    fn no_answer_is_what_was_suggested() {
        asked(b"\n", Some("Payments"), "Name? [Payments] ");
    }

    #[test]
    fn an_end_of_the_input_is_no_answer() {
        asked(b"", None, "Name? [Payments] \n");
    }

    #[test]
    fn what_cannot_be_read_is_asked_again() {
        let again = "that is no UTF-8, so it cannot be read\n";
        let dialogue = format!("Name? [Payments] {again}Name? [Payments] ");
        asked(b"K\xe4se\nKasse\n", Some("Kasse"), &dialogue);
    }

    #[test]
    fn a_person_agrees_or_does_not() {
        let agreed =
            |answers: &str| agreement_from(&mut answers.as_bytes(), &mut Vec::new(), "?").ok();
        for (answers, expected) in [
            ("\n", Some(true)),
            ("Y\n", Some(true)),
            ("no\n", Some(false)),
            ("maybe\nn\n", Some(false)),
            ("maybe\n", None),
        ] {
            assert_eq!(agreed(answers), expected, "{answers:?}");
        }
    }
}
