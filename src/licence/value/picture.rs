//! Pictures: a media type, bytes, and the size that their header declares.

use super::{ValueFault, ValueKind, map_members};
use crate::codec::{Cbor, Limits};

/// A JPEG or PNG picture whose header fits its media type.
///
/// ```cddl
/// picture = { "media": "image/jpeg" / "image/png", "data": bstr, ? "width": uint, ? "height": uint }
/// ```
///
/// Only the header is read. Whether the picture can be drawn is the screen's affair, and never part of a verdict.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture {
    media: Media,
    data: Vec<u8>,
    width: u32,
    height: u32,
    sized: bool,
}

/// The media types of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Media {
    /// `image/jpeg`
    Jpeg,
    /// `image/png`
    Png,
}

impl Media {
    /// The media type of this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Jpeg, Self::Png]
            .into_iter()
            .find(|m| m.name() == name)
    }

    /// The registered name, for example `image/png`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
        }
    }
}

impl Picture {
    /// Reads the header of `data` and checks it against `media` and the limits.
    ///
    /// # Errors
    ///
    /// [`ValueFault::Bytes`], [`ValueFault::PictureContent`], [`ValueFault::Pixels`].
    pub fn new(media: Media, data: Vec<u8>, limits: &Limits) -> Result<Self, ValueFault> {
        let (width, height) = size(media, &data, limits)?;
        Ok(Self {
            media,
            data,
            width,
            height,
            sized: true,
        })
    }

    /// The media type.
    #[must_use]
    pub const fn media(&self) -> Media {
        self.media
    }

    /// The bytes of the file.
    #[must_use]
    pub fn data(&self) -> &[u8] {
        &self.data
    }

    /// Pixels across, from the header.
    #[must_use]
    pub const fn width(&self) -> u32 {
        self.width
    }

    /// Pixels down, from the header.
    #[must_use]
    pub const fn height(&self) -> u32 {
        self.height
    }

    pub(crate) fn from_cbor(cbor: &Cbor, limits: &Limits) -> Result<Self, ValueFault> {
        let parts = Parts::read(cbor, limits)?;
        Ok(Self {
            media: parts.media,
            data: parts.data.to_vec(),
            width: parts.width,
            height: parts.height,
            sized: parts.sized,
        })
    }

    /// What [`from_cbor`](Self::from_cbor) checks, without a copy: the media type and the bytes.
    pub(crate) fn inspect<'c>(
        cbor: &'c Cbor,
        limits: &Limits,
    ) -> Result<(Media, &'c [u8]), ValueFault> {
        Parts::read(cbor, limits).map(|parts| (parts.media, parts.data))
    }

    pub(crate) fn to_cbor(&self) -> Cbor {
        let text = |t: &str| Cbor::Text(t.to_owned());
        let mut members = vec![
            (text("data"), Cbor::Bytes(self.data.clone())),
            (text("media"), text(self.media.name())),
        ];
        if self.sized {
            members.push((text("width"), Cbor::Integer(self.width.into())));
            members.push((text("height"), Cbor::Integer(self.height.into())));
        }
        Cbor::Map(members)
    }
}

/// A picture that is still where it was read.
struct Parts<'c> {
    media: Media,
    data: &'c [u8],
    width: u32,
    height: u32,
    sized: bool,
}

impl<'c> Parts<'c> {
    fn read(cbor: &'c Cbor, limits: &Limits) -> Result<Self, ValueFault> {
        let wrong = || ValueFault::WrongKind(ValueKind::Picture);
        let [media, data, width, height] =
            map_members(cbor, ["media", "data", "width", "height"]).ok_or_else(wrong)?;
        let (Some(Cbor::Text(media)), Some(Cbor::Bytes(data))) = (media, data) else {
            return Err(wrong());
        };
        let media = Media::from_name(media).ok_or_else(wrong)?;
        let (found_width, found_height) = size(media, data, limits)?;
        let mut sized = true;
        for (declared, actual) in [(width, found_width), (height, found_height)] {
            match declared {
                None => sized = false,
                Some(Cbor::Integer(n)) if *n == i128::from(actual) => {}
                Some(Cbor::Integer(_)) => return Err(ValueFault::PictureSize),
                Some(_) => return Err(wrong()),
            }
        }
        Ok(Self {
            media,
            data,
            width: found_width,
            height: found_height,
            sized,
        })
    }
}

/// The width and height that the header declares, where bytes and header fit the media type and the limits.
fn size(media: Media, data: &[u8], limits: &Limits) -> Result<(u32, u32), ValueFault> {
    if data.len() > limits.picture_bytes {
        return Err(ValueFault::Bytes {
            max: limits.picture_bytes,
        });
    }
    let (width, height) = match media {
        Media::Jpeg => jpeg_size(data),
        Media::Png => png_size(data),
    }
    .filter(|(width, height)| *width > 0 && *height > 0)
    .ok_or(ValueFault::PictureContent)?;
    if u64::from(width) * u64::from(height) > limits.picture_pixels {
        return Err(ValueFault::Pixels {
            max: limits.picture_pixels,
        });
    }
    Ok((width, height))
}

impl core::fmt::Debug for Picture {
    /// Without the bytes: a portrait is its holder's.
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Picture")
            .field("media", &self.media)
            .field("bytes", &self.data.len())
            .field("width", &self.width)
            .field("height", &self.height)
            .finish()
    }
}

/// PNG (ISO/IEC 15948): the signature, then IHDR as the first chunk.
fn png_size(data: &[u8]) -> Option<(u32, u32)> {
    let rest = data.strip_prefix(b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR")?;
    let (width, rest) = rest.split_first_chunk::<4>()?;
    let (height, _) = rest.split_first_chunk::<4>()?;
    Some((u32::from_be_bytes(*width), u32::from_be_bytes(*height)))
}

/// JPEG (ISO/IEC 10918-1, annex B): segments up to the frame header.
fn jpeg_size(data: &[u8]) -> Option<(u32, u32)> {
    let mut rest = data.strip_prefix(b"\xff\xd8")?;
    loop {
        rest = rest.strip_prefix(b"\xff")?;
        while let Some(after_fill) = rest.strip_prefix(b"\xff") {
            rest = after_fill;
        }
        let (marker, after) = rest.split_first()?;
        rest = after;
        match marker {
            // SOF0 to SOF15 without DHT, JPG and DAC, which share the range.
            0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf => {
                let (header, _) = rest.split_first_chunk::<7>()?;
                let [_, _, _, h1, h0, w1, w0] = *header;
                return Some((
                    u16::from_be_bytes([w1, w0]).into(),
                    u16::from_be_bytes([h1, h0]).into(),
                ));
            }
            // Start of scan, end of image, or a marker without a segment: no frame header came.
            0x00 | 0x01 | 0xd0..=0xda => return None,
            _ => {
                let (length, _) = rest.split_first_chunk::<2>()?;
                let length = usize::from(u16::from_be_bytes(*length));
                if length < 2 {
                    return None;
                }
                rest = rest.get(length..)?;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut data = b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR".to_vec();
        data.extend(width.to_be_bytes());
        data.extend(height.to_be_bytes());
        data.extend(b"\x08\x02\0\0\0");
        data
    }

    fn jpeg(width: u16, height: u16) -> Vec<u8> {
        let mut data =
            b"\xff\xd8\xff\xe0\x00\x04ab\xff\xff\xfe\x00\x03c\xff\xc2\x00\x0b\x08".to_vec();
        data.extend(height.to_be_bytes());
        data.extend(width.to_be_bytes());
        data
    }

    #[test]
    fn the_header_gives_the_size() {
        let limits = Limits::default();
        let picture = Picture::new(Media::Png, png(3, 4), &limits).unwrap();
        assert_eq!((picture.width(), picture.height()), (3, 4));
        let picture = Picture::new(Media::Jpeg, jpeg(300, 400), &limits).unwrap();
        assert_eq!((picture.width(), picture.height()), (300, 400));
        assert_eq!(Picture::from_cbor(&picture.to_cbor(), &limits), Ok(picture));
    }

    #[test]
    fn a_picture_under_another_media_type_is_refused() {
        let limits = Limits::default();
        for (media, data) in [
            (Media::Jpeg, png(3, 4)),
            (Media::Png, jpeg(3, 4)),
            (Media::Png, png(0, 4)),
            (Media::Png, b"\x89PNG\r\n\x1a\n".to_vec()),
            (Media::Jpeg, b"\xff\xd8\xff\xd9".to_vec()),
            (Media::Jpeg, b"\xff\xd8\xff\xe0\x00\x01".to_vec()),
            (Media::Jpeg, vec![]),
        ] {
            assert_eq!(
                Picture::new(media, data, &limits),
                Err(ValueFault::PictureContent)
            );
        }
    }

    #[test]
    fn the_last_allowed_size_is_taken_and_the_next_refused() {
        let mut limits = Limits {
            picture_pixels: 12,
            ..Limits::default()
        };
        assert!(Picture::new(Media::Png, png(3, 4), &limits).is_ok());
        assert_eq!(
            Picture::new(Media::Png, png(13, 1), &limits),
            Err(ValueFault::Pixels { max: 12 })
        );
        assert_eq!(
            Picture::new(Media::Png, png(u32::MAX, u32::MAX), &limits),
            Err(ValueFault::Pixels { max: 12 })
        );
        limits.picture_bytes = png(3, 4).len();
        assert!(Picture::new(Media::Png, png(3, 4), &limits).is_ok());
        limits.picture_bytes -= 1;
        assert_eq!(
            Picture::new(Media::Png, png(3, 4), &limits),
            Err(ValueFault::Bytes {
                max: limits.picture_bytes
            })
        );
    }

    #[test]
    fn a_declared_size_that_is_not_the_headers_is_refused() {
        let limits = Limits::default();
        let Cbor::Map(mut members) = Picture::new(Media::Png, png(3, 4), &limits)
            .unwrap()
            .to_cbor()
        else {
            unreachable!()
        };
        members.last_mut().unwrap().1 = Cbor::Integer(5);
        assert_eq!(
            Picture::from_cbor(&Cbor::Map(members), &limits),
            Err(ValueFault::PictureSize)
        );
    }

    #[test]
    fn debug_shows_no_bytes() {
        let picture = Picture::new(Media::Png, png(3, 4), &Limits::default()).unwrap();
        assert_eq!(
            format!("{picture:?}"),
            "Picture { media: Png, bytes: 29, width: 3, height: 4 }"
        );
    }
}
