//! The archive of a log collection job: a `.tar.gz`, made for each request, always the same.

/// Length of a block of a tar archive.
const BLOCK: usize = 512;

/// Most bytes that a stored block of deflate can hold.
const STORED: usize = 0xffff;

/// A gzip of a tar archive with these files.
pub(crate) fn tar_gz(files: &[(String, Vec<u8>)]) -> Vec<u8> {
    gzip(&tar(files))
}

/// The files in the format of POSIX.1-1988 (ustar), with an empty date.
fn tar(files: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut archive = Vec::new();
    for (name, content) in files {
        let mut header = [0; BLOCK];
        let fields = [
            (0, name.as_bytes()),
            (100, b"0000644\0".as_slice()),
            (108, b"0000000\0"),
            (116, b"0000000\0"),
            (124, format!("{:011o}\0", content.len()).as_bytes()),
            (136, b"00000000000\0"),
            // The checksum is computed with blanks in its own place.
            (148, b"        "),
            (156, b"0"),
            (257, b"ustar\0"),
            (263, b"00"),
        ]
        .map(|(place, text)| (place, text.to_vec()));
        for (place, text) in fields {
            put(&mut header, place, &text);
        }
        let sum: u32 = header.iter().map(|byte| u32::from(*byte)).sum();
        put(&mut header, 148, format!("{sum:06o}\0 ").as_bytes());
        archive.extend_from_slice(&header);
        archive.extend_from_slice(content);
        archive.resize(archive.len().next_multiple_of(BLOCK), 0);
    }
    archive.resize(archive.len() + 2 * BLOCK, 0);
    archive
}

/// Writes `text` at `place`; what does not fit is left out.
fn put(header: &mut [u8; BLOCK], place: usize, text: &[u8]) {
    for (target, byte) in header.iter_mut().skip(place).zip(text) {
        *target = *byte;
    }
}

/// The bytes in the format of RFC 1952, stored and not compressed: every tool reads that, and the
/// sandbox needs no compressor.
pub(crate) fn gzip(bytes: &[u8]) -> Vec<u8> {
    // Magic number, deflate, no flags, no date, unknown system.
    let mut file = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff];
    let blocks = bytes.chunks(STORED).count();
    for (number, block) in bytes.chunks(STORED).enumerate() {
        file.push(u8::from(number + 1 == blocks));
        // A chunk is no longer than its type can say.
        let length = u16::try_from(block.len()).unwrap_or(u16::MAX);
        file.extend_from_slice(&length.to_le_bytes());
        file.extend_from_slice(&(!length).to_le_bytes());
        file.extend_from_slice(block);
    }
    file.extend_from_slice(&crc32(bytes).to_le_bytes());
    // The size counts modulo 2 to the 32nd.
    file.extend_from_slice(&(bytes.len() as u32).to_le_bytes());
    file
}

/// The checksum that a gzip carries of its content.
pub(crate) fn checksum(gzip: &[u8]) -> u32 {
    let end = gzip.last_chunk::<8>().copied().unwrap_or_default();
    let [a, b, c, d, ..] = end;
    u32::from_le_bytes([a, b, c, d])
}

/// The checksum of gzip.
fn crc32(bytes: &[u8]) -> u32 {
    let mut sum = !0_u32;
    for byte in bytes {
        sum = (sum >> 8) ^ CHECKSUMS[usize::from(sum as u8 ^ byte)];
    }
    !sum
}

/// The checksum of each byte. Bit by bit, a tenth of the time of all tests went into checksums.
const CHECKSUMS: [u32; 256] = checksums();

const fn checksums() -> [u32; 256] {
    let mut sums = [0; 256];
    let mut byte = 0;
    while byte < sums.len() {
        let mut sum = byte as u32;
        let mut bit = 0;
        while bit < 8 {
            sum = (sum >> 1) ^ (0xedb8_8320 & (sum & 1).wrapping_neg());
            bit += 1;
        }
        sums[byte] = sum;
        byte += 1;
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::{checksum, crc32, gzip, tar_gz};

    #[test]
    fn the_checksum_is_that_of_gzip() {
        assert_eq!(crc32(b"123456789"), 0xcbf4_3926);
        assert_eq!(crc32(b""), 0);
        assert_eq!(checksum(&gzip(b"123456789")), 0xcbf4_3926);
    }

    #[test]
    fn the_archive_is_whole_blocks_in_a_gzip() {
        let file = tar_gz(&[("a/b.log".to_owned(), vec![b'x'; 1000])]);
        assert_eq!(file[..3], [0x1f, 0x8b, 8]);
        // Header, two blocks of content, two blocks at the end; gzip's own 10, 5 and 8 bytes.
        assert_eq!(file.len(), 512 * 5 + 23);
        assert_eq!(file[15..22], *b"a/b.log");
        assert_eq!(file[file.len() - 4..], 2560_u32.to_le_bytes());
    }
}
