//! A CBOR writer that can write wrongly: bad bytes must not come from the encoder under test.

/// One CBOR item, and a way to put any bytes in its place.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Node {
    Uint(u64),
    /// −1 − n.
    Nint(u64),
    Bytes(Vec<u8>),
    Text(String),
    Array(Vec<Self>),
    /// In the order written.
    Map(Vec<(Self, Self)>),
    Tag(u64, Box<Self>),
    /// 20 `false`, 21 `true`, 22 `null`, 23 `undefined`.
    Simple(u8),
    /// Written as it is.
    Raw(Vec<u8>),
}

/// How heads are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Heads {
    /// As RFC 8949, 4.2.1 asks.
    Shortest,
    /// Each length and number in four more bytes than it may need.
    Long,
    /// Arrays, maps and strings without their length.
    Indefinite,
}

pub(crate) const NULL: Node = Node::Simple(22);
pub(crate) const TRUE: Node = Node::Simple(21);
pub(crate) const FALSE: Node = Node::Simple(20);

pub(crate) fn text(text: &str) -> Node {
    Node::Text(text.to_owned())
}

pub(crate) fn int(number: i64) -> Node {
    match u64::try_from(number) {
        Ok(number) => Node::Uint(number),
        Err(_) => Node::Nint(number.unsigned_abs() - 1),
    }
}

pub(crate) fn bytes(bytes: &[u8]) -> Node {
    Node::Bytes(bytes.to_vec())
}

pub(crate) fn tag(number: u64, content: Node) -> Node {
    Node::Tag(number, Box::new(content))
}

/// A map with text keys, in the order given.
pub(crate) fn map<const N: usize>(members: [(&str, Node); N]) -> Node {
    Node::Map(members.map(|(key, value)| (text(key), value)).to_vec())
}

pub(crate) fn date(day: &str) -> Node {
    tag(1004, text(day))
}

pub(crate) fn tdate(instant: &str) -> Node {
    tag(0, text(instant))
}

/// `#6.24(bstr .cbor content)`.
pub(crate) fn embedded(content: &[u8]) -> Node {
    tag(24, bytes(content))
}

impl Node {
    pub(crate) fn write(&self) -> Vec<u8> {
        self.write_with(Heads::Shortest)
    }

    pub(crate) fn write_with(&self, heads: Heads) -> Vec<u8> {
        let mut out = Vec::new();
        self.put(&mut out, heads);
        out
    }

    fn put(&self, out: &mut Vec<u8>, heads: Heads) {
        let open = |out: &mut Vec<u8>, major: u8, length: usize| {
            if heads == Heads::Indefinite {
                out.push(major << 5 | 31);
            } else {
                head(out, major, length as u64, heads);
            }
        };
        let close = |out: &mut Vec<u8>| {
            if heads == Heads::Indefinite {
                out.push(0xff);
            }
        };
        match self {
            Self::Uint(number) => head(out, 0, *number, heads),
            Self::Nint(number) => head(out, 1, *number, heads),
            Self::Bytes(content) => string(out, 2, content, heads),
            Self::Text(content) => string(out, 3, content.as_bytes(), heads),
            Self::Array(members) => {
                open(out, 4, members.len());
                members.iter().for_each(|member| member.put(out, heads));
                close(out);
            }
            Self::Map(members) => {
                open(out, 5, members.len());
                for (key, value) in members {
                    key.put(out, heads);
                    value.put(out, heads);
                }
                close(out);
            }
            Self::Tag(number, content) => {
                head(out, 6, *number, heads);
                content.put(out, heads);
            }
            Self::Simple(value) => out.push(0xe0 | value),
            Self::Raw(raw) => out.extend_from_slice(raw),
        }
    }

    /// Reads one item in shortest definite form, as our own documents have it. Floats stay raw.
    pub(crate) fn read(bytes: &[u8]) -> Self {
        let mut at = 0;
        let node = read(bytes, &mut at);
        assert_eq!(at, bytes.len(), "bytes follow the item");
        node
    }

    pub(crate) fn get(&self, key: &str) -> Option<&Self> {
        let Self::Map(members) = self else {
            panic!("`{key}` of no map");
        };
        members
            .iter()
            .find(|(k, _)| *k == text(key))
            .map(|(_, value)| value)
    }

    pub(crate) fn at(&self, key: &str) -> &Self {
        self.get(key).unwrap_or_else(|| panic!("no `{key}`"))
    }

    pub(crate) fn at_mut(&mut self, key: &str) -> &mut Self {
        let members = self.members();
        let found = members.iter_mut().find(|(k, _)| *k == text(key));
        found
            .map(|(_, value)| value)
            .unwrap_or_else(|| panic!("no `{key}`"))
    }

    pub(crate) fn members(&mut self) -> &mut Vec<(Self, Self)> {
        let Self::Map(members) = self else {
            panic!("not a map");
        };
        members
    }

    /// Sets the member `key`, in its old place or at the end.
    pub(crate) fn set(&mut self, key: &str, value: Self) {
        self.put_key(text(key), value);
    }

    pub(crate) fn put_key(&mut self, key: Self, value: Self) {
        let members = self.members();
        match members.iter_mut().find(|(k, _)| *k == key) {
            Some((_, old)) => *old = value,
            None => members.push((key, value)),
        }
    }

    pub(crate) fn remove(&mut self, key: &str) -> Self {
        let members = self.members();
        let place = members.iter().position(|(k, _)| *k == text(key));
        members
            .remove(place.unwrap_or_else(|| panic!("no `{key}`")))
            .1
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        let Self::Bytes(content) = self else {
            panic!("not a byte string: {self:?}");
        };
        content
    }

    pub(crate) fn as_text(&self) -> &str {
        let Self::Text(content) = self else {
            panic!("not a text: {self:?}");
        };
        content
    }

    /// The content of an embedded item.
    pub(crate) fn opened(&self) -> Self {
        let Self::Tag(24, content) = self else {
            panic!("not embedded");
        };
        Self::read(content.as_bytes())
    }
}

fn head(out: &mut Vec<u8>, major: u8, number: u64, heads: Heads) {
    let (major, octets) = (major << 5, number.to_be_bytes());
    if heads == Heads::Long {
        out.push(major | 27);
        out.extend(octets);
        return;
    }
    match number {
        0..=23 => out.push(major | octets[7]),
        24..=0xff => out.extend([major | 24, octets[7]]),
        0x100..=0xffff => out.extend([major | 25, octets[6], octets[7]]),
        0x1_0000..=0xffff_ffff => {
            out.push(major | 26);
            out.extend_from_slice(&octets[4..]);
        }
        _ => {
            out.push(major | 27);
            out.extend(octets);
        }
    }
}

/// An indefinite string is cut in two, so that whoever reads one chunk only is found out.
fn string(out: &mut Vec<u8>, major: u8, content: &[u8], heads: Heads) {
    if heads != Heads::Indefinite {
        head(out, major, content.len() as u64, heads);
        out.extend_from_slice(content);
        return;
    }
    let mut middle = content.len() / 2;
    while major == 3 && !core::str::from_utf8(&content[..middle]).is_ok_and(|_| true) {
        middle -= 1; // a chunk of text holds whole characters
    }
    out.push(major << 5 | 31);
    for chunk in [&content[..middle], &content[middle..]] {
        head(out, major, chunk.len() as u64, Heads::Shortest);
        out.extend_from_slice(chunk);
    }
    out.push(0xff);
}

fn read(input: &[u8], at: &mut usize) -> Node {
    let start = *at;
    let first = input[*at];
    *at += 1;
    let (major, info) = (first >> 5, first & 31);
    if major == 7 {
        let more = match info {
            25 => 2,
            26 => 4,
            27 => 8,
            24 => 1,
            _ => return Node::Simple(info),
        };
        *at += more;
        return Node::Raw(input[start..*at].to_vec());
    }
    let number = match info {
        0..=23 => u64::from(info),
        24..=27 => {
            let length = 1 << (info - 24);
            let octets = &input[*at..*at + length];
            *at += length;
            octets
                .iter()
                .fold(0, |number, octet| number << 8 | u64::from(*octet))
        }
        _ => panic!("an indefinite length"),
    };
    let length = number as usize;
    match major {
        0 => Node::Uint(number),
        1 => Node::Nint(number),
        2 | 3 => {
            let content = &input[*at..*at + length];
            *at += length;
            match major {
                2 => bytes(content),
                _ => text(core::str::from_utf8(content).unwrap()),
            }
        }
        4 => Node::Array((0..length).map(|_| read(input, at)).collect()),
        5 => Node::Map(
            (0..length)
                .map(|_| (read(input, at), read(input, at)))
                .collect(),
        ),
        _ => tag(number, read(input, at)),
    }
}
