//! What a key means while visits are noted.

use console::Key;

/// A key by its meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stroke {
    /// The choice with this place among those shown, from 0.
    Place(usize),
    /// A letter of a word.
    Letter(char),
    /// Takes the last letter back, or the last answer when no letter is typed.
    Erase,
    /// Takes the first of the choices shown, or passes over what may be left out.
    Accept,
    /// The same visit again.
    Again,
    /// Takes the last visit back.
    TakeBack,
    /// More about the last visit.
    More,
    /// What the keys are.
    Help,
    /// The end.
    End,
    /// Nothing that is known here.
    Other,
}

/// The digits of the top row of a Belgian keyboard without shift, from 1 to 0: one key is one key there too.
const UNSHIFTED: [char; 10] = ['&', 'é', '"', '\'', '(', '§', 'è', '!', 'ç', 'à'];

impl Stroke {
    /// The meaning of a key. `typing`: letters of a word stand there already, so that an accented letter is one more of them.
    pub(super) fn of(key: &Key, typing: bool) -> Self {
        match key {
            Key::Enter => Self::Accept,
            Key::Backspace | Key::Del | Key::Escape => Self::Erase,
            Key::Tab => Self::More,
            // Ctrl-C and Ctrl-D.
            Key::CtrlC | Key::Char('\u{3}' | '\u{4}') => Self::End,
            Key::Char(character) => Self::of_character(*character, typing),
            _ => Self::Other,
        }
    }

    fn of_character(character: char, typing: bool) -> Self {
        match character {
            '1'..='9' => character.to_digit(10).map_or(Self::Other, |digit| Self::place(digit as usize)),
            '0' => Self::End,
            '=' => Self::Again,
            '-' => Self::TakeBack,
            ',' | ';' => Self::More,
            '?' => Self::Help,
            _ if typing && (character.is_alphabetic() || character == ' ') => Self::Letter(character),
            // Words begin with these two: a question takes them for digits only where none of its answers does.
            'é' | 'à' => Self::Letter(character),
            _ => match Self::without_shift(character) {
                Self::Other if character.is_alphabetic() => Self::Letter(character),
                meant => meant,
            },
        }
    }

    /// What the key of a digit means without shift.
    pub(super) fn without_shift(character: char) -> Self {
        match UNSHIFTED.iter().position(|unshifted| *unshifted == character) {
            Some(9) => Self::End,
            Some(place) => Self::Place(place),
            None => Self::Other,
        }
    }

    const fn place(digit: usize) -> Self {
        match digit.checked_sub(1) {
            Some(place) => Self::Place(place),
            None => Self::Other,
        }
    }
}

#[cfg(test)]
mod tests {
    use console::Key;

    use super::Stroke;

    fn char(character: char, typing: bool) -> Stroke {
        Stroke::of(&Key::Char(character), typing)
    }

    #[test]
    fn the_top_row_of_a_belgian_keyboard_gives_digits_with_and_without_shift() {
        for (unshifted, shifted) in "&é\"'(§è!çà".chars().zip("1234567890".chars()) {
            assert_eq!(Stroke::without_shift(unshifted), char(shifted, false), "{unshifted}");
            assert!("éà".contains(unshifted) || char(unshifted, false) == char(shifted, false), "{unshifted}");
        }
        assert_eq!(char('é', false), Stroke::Letter('é'), "école begins so");
        assert_eq!(char('9', false), Stroke::Place(8));
    }

    #[test]
    fn an_accented_letter_within_a_word_is_a_letter() {
        assert_eq!(char('é', true), Stroke::Letter('é'));
        assert_eq!(char(' ', true), Stroke::Letter(' '));
        assert_eq!((char(' ', false), char('%', true)), (Stroke::Other, Stroke::Other));
    }

    #[test]
    fn every_way_to_leave_a_terminal_is_the_end() {
        for key in [Key::CtrlC, Key::Char('\u{4}'), Key::Char('0')] {
            assert_eq!(Stroke::of(&key, true), Stroke::End);
        }
    }
}
