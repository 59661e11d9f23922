//! Reads numbers by their decimal digits, so that nothing is rounded.

/// Why a string or a number is not an integer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NotInteger {
    /// It is not a number at all.
    NotNumber,
    /// It is not whole.
    Fraction,
    /// It has more than 38 digits.
    TooLarge,
}

/// The widest integer holds no more digits.
const MOST_DIGITS: usize = 38;

/// The parts of a decimal number, such as `-12.50e3`.
struct Decimal<'a> {
    is_negative: bool,
    whole: &'a str,
    fraction: &'a str,
    /// The power of ten after `e`; `None` if it does not fit into 64 bits.
    exponent: Option<i64>,
}

impl<'a> Decimal<'a> {
    /// Parses JSON numbers, and other forms that people write: `+1`, `.125`, `1.`, `007`.
    fn parse(text: &'a str) -> Option<Self> {
        let (is_negative, text) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (digits, exponent) = match text.split_once(['e', 'E']) {
            Some((digits, exponent)) => (digits, Some(exponent)),
            None => (text, None),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let are_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        let has_digits = !whole.is_empty() || !fraction.is_empty();
        let is_exponent = |text: &str| {
            let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
            !digits.is_empty() && are_digits(digits)
        };
        (has_digits
            && are_digits(whole)
            && are_digits(fraction)
            && exponent.is_none_or(is_exponent))
        .then(|| Self {
            is_negative,
            whole,
            fraction,
            exponent: exponent.map_or(Some(0), |text| text.parse().ok()),
        })
    }
}

/// The exact integer in `text`: `8`, `8.0` and `80e-1` are 8, and `8.5` is not an integer.
pub(super) fn integer(text: &str) -> Result<i128, NotInteger> {
    let decimal = Decimal::parse(text).ok_or(NotInteger::NotNumber)?;
    let all = format!("{}{}", decimal.whole, decimal.fraction);
    let significant = all.trim_start_matches('0').trim_end_matches('0');
    if significant.is_empty() {
        return Ok(0);
    }
    let trailing = all.len() - all.trim_end_matches('0').len();
    let length = |length: usize| i64::try_from(length).unwrap_or(i64::MAX);
    // The power of ten that the significant digits are multiplied with.
    let power = decimal.exponent.map(|exponent| {
        exponent
            .saturating_sub(length(decimal.fraction.len()))
            .saturating_add(length(trailing))
    });
    let power = match power {
        Some(power) => power,
        None if text.contains("e-") || text.contains("E-") => return Err(NotInteger::Fraction),
        None => return Err(NotInteger::TooLarge),
    };
    let power = usize::try_from(power).map_err(|_| NotInteger::Fraction)?;
    if significant.len().saturating_add(power) > MOST_DIGITS {
        return Err(NotInteger::TooLarge);
    }
    let digits = format!("{significant}{}", "0".repeat(power));
    let value: i128 = digits.parse().map_err(|_| NotInteger::TooLarge)?;
    Ok(if decimal.is_negative { -value } else { value })
}

/// The number in `text`, rounded to 64 bits like JSON numbers. `None` if it is not a number, or is too large.
pub(super) fn float(text: &str) -> Option<f64> {
    Decimal::parse(text)?;
    let number: f64 = text.parse().ok()?;
    number.is_finite().then_some(number)
}

#[cfg(test)]
mod tests {
    use super::{NotInteger, float, integer};

    #[test]
    fn a_whole_number_is_read_in_every_spelling() {
        for (text, number) in [
            ("8", 8),
            ("8.0", 8),
            ("8.", 8),
            ("+8", 8),
            ("008", 8),
            ("-8.000", -8),
            ("80e-1", 8),
            ("0.8E1", 8),
            ("1e3", 1000),
            ("-0", 0),
            ("0.0e-400", 0),
            ("0e99999999999999999999", 0),
            ("9007199254740993", 9_007_199_254_740_993),
            ("9223372036854775807.0", i128::from(i64::MAX)),
            ("-9223372036854775808", i128::from(i64::MIN)),
            ("18446744073709551616", 18_446_744_073_709_551_616),
        ] {
            assert_eq!(integer(text), Ok(number), "{text}");
        }
    }

    #[test]
    fn the_error_says_why_it_is_not_a_whole_number() {
        for (text, why) in [
            ("8.5", NotInteger::Fraction),
            (".125", NotInteger::Fraction),
            ("1e-3", NotInteger::Fraction),
            ("1e-99999999999999999999", NotInteger::Fraction),
            ("1e400", NotInteger::TooLarge),
            ("1e99999999999999999999", NotInteger::TooLarge),
        ] {
            assert_eq!(integer(text), Err(why), "{text}");
        }
        for text in [
            "", " 8", "8 ", "eight", "0x8", "8,000", "1_000", ".", "-", "e3", "1e", "1e+", "1e1.5",
            "--1", "NaN", "inf", "Infinity", "true", "٨", "8.-1",
        ] {
            assert_eq!(integer(text), Err(NotInteger::NotNumber), "{text:?}");
            assert_eq!(float(text), None, "{text:?}");
        }
    }

    #[test]
    fn a_fraction_is_read_in_every_spelling() {
        for (text, number) in [
            (".125", 0.125),
            ("-0.5", -0.5),
            ("8", 8.0),
            ("8.", 8.0),
            ("+1.5e2", 150.0),
            ("1e-400", 0.0),
        ] {
            assert_eq!(float(text), Some(number), "{text}");
        }
        assert_eq!(float("1e400"), None);
    }
}
