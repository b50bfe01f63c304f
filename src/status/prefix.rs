//! Which lists a prefix covers.

/// Whether `uri` lies under `prefix`: equal to it, or below it by whole segments of the path.
///
/// Both must be *plain*: `https://`, a host in lower case with an optional port, and a path without empty, `.` or `..`
/// segments; no user information, query, fragment, percent-encoding or backslash anywhere. So there is one spelling of
/// each, and bytes can be compared. The prefix may end with a slash, which changes nothing.
///
/// Clause: `spec/status.md`, section 4.
#[must_use]
pub fn prefix_covers(prefix: &str, uri: &str) -> bool {
    let prefix = prefix.strip_suffix('/').unwrap_or(prefix);
    is_plain(prefix)
        && is_plain(uri)
        && uri
            .strip_prefix(prefix)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Whether a URI has the one form in which prefixes and the lists under them are written.
pub(super) fn is_plain(uri: &str) -> bool {
    let Some(rest) = uri.strip_prefix("https://") else {
        return false;
    };
    let mut segments = rest.split('/');
    segments.next().is_some_and(is_host) && segments.all(is_segment)
}

fn is_host(text: &str) -> bool {
    let (host, port) = match text.split_once(':') {
        Some((host, port)) => (host, Some(port)),
        None => (text, None),
    };
    let label = |label: &str| {
        !label.is_empty()
            && label
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    };
    let number = |port: &str| {
        (1..=5).contains(&port.len())
            && !port.starts_with('0')
            && port != "443" // the port that stands for itself
            && port.bytes().all(|b| b.is_ascii_digit())
    };
    host.split('.').all(label) && port.is_none_or(number)
}

/// The characters that RFC 3986 lets stand for themselves in a segment, less the colon and the at sign.
fn is_segment(segment: &str) -> bool {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=".contains(&b);
    !segment.is_empty() && segment != "." && segment != ".." && segment.bytes().all(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PREFIX: &str = "https://status.example.cn/lists";

    #[test]
    fn a_prefix_covers_itself_and_what_is_below() {
        for prefix in [
            PREFIX,
            "https://status.example.cn/lists/",
            "https://status.example.cn",
        ] {
            for uri in [
                PREFIX,
                "https://status.example.cn/lists/1",
                "https://status.example.cn/lists/a/b",
            ] {
                assert!(prefix_covers(prefix, uri), "{prefix} {uri}");
            }
        }
        assert!(prefix_covers(
            "https://h.example:8443",
            "https://h.example:8443/1"
        ));
    }

    #[test]
    fn a_prefix_covers_nothing_that_only_looks_like_it() {
        for uri in [
            "https://status.example.cn/lists2",
            "https://status.example.cn/list",
            "https://status.example.cn/Lists/1",
            "https://status.example.cn/",
            "http://status.example.cn/lists/1",
            "HTTPS://status.example.cn/lists/1",
            "https://status.example.cn/lists/../evil/1",
            "https://status.example.cn/lists/./1",
            "https://status.example.cn/lists//1",
            "https://status.example.cn/lists/%2e%2e/evil",
            "https://status.example.cn/lists/1?a=b",
            "https://status.example.cn/lists/1#a",
            "https://status.example.cn/lists\\1",
            "https://status.example.cn/lists/1\u{0}",
            "https://status.example.cn/lists/\u{2024}\u{2024}/1",
            "https://status.example.cn/lists/1/",
            "https://STATUS.example.cn/lists/1",
            "https://status.example.cn:443/lists/1",
            "https://status.example.cn@evil.example/lists/1",
            "https://user@status.example.cn/lists/1",
            "https://status.example.cn./lists/1",
            "https://status.example.cn.evil.example/lists/1",
            "",
        ] {
            assert!(!prefix_covers(PREFIX, uri), "{uri}");
        }
        assert!(!prefix_covers(
            "https://status.example.cn",
            "https://status.example.cn.evil.example/1"
        ));
        assert!(!prefix_covers(
            "https://status.example.cn",
            "https://status.example.cn@evil.example/1"
        ));
        assert!(!prefix_covers(
            "https://status.example.cn",
            "https://status.example.cn:8443/1"
        ));
    }

    #[test]
    fn a_prefix_that_is_not_plain_covers_nothing() {
        for prefix in [
            "",
            "https:/",
            "https://",
            "https://*",
            "*",
            "https://h.example//",
            "https://h.example/..",
            "https://h.example/a?",
        ] {
            assert!(!prefix_covers(prefix, prefix), "{prefix}");
            assert!(!prefix_covers(prefix, "https://h.example/1"), "{prefix}");
        }
    }
}
