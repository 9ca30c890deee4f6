package dev.ratchet.activities.documents;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Decodes bytes to text. A byte order mark decides first, then the zeros that UTF-16 has in Western text. Otherwise the
 * text is UTF-8 where that decodes without error, and windows-1252 where it does not. (windows-1252 is Latin-1 with the
 * euro sign.)
 */
public final class PlainText {
    private static final Charset WESTERN = Charset.forName("windows-1252");

    private PlainText() {}

    /** The text, with line ends as {@code \n}; absent when the bytes are no text. */
    public static @Nullable String decode(byte[] bytes) {
        String text = decoded(bytes);
        if (text == null) {
            return null;
        }
        String normal = text.replace("\uFEFF", "").replace("\r\n", "\n").replace('\r', '\n');
        return isText(normal) ? normal : null;
    }

    private static @Nullable String decoded(byte[] bytes) {
        if (starts(bytes, 0xFF, 0xFE)) {
            return strict(bytes, StandardCharsets.UTF_16LE);
        }
        if (starts(bytes, 0xFE, 0xFF)) {
            return strict(bytes, StandardCharsets.UTF_16BE);
        }
        Charset wide = wide(bytes);
        if (wide != null) {
            return strict(bytes, wide);
        }
        String utf8 = strict(bytes, StandardCharsets.UTF_8);
        return utf8 != null ? utf8 : new String(bytes, WESTERN);
    }

    private static @Nullable Charset wide(byte[] bytes) {
        int even = 0;
        int odd = 0;
        int look = Math.min(bytes.length, 4096) & ~1;
        for (int i = 0; i < look; i++) {
            if (bytes[i] == 0) {
                if ((i & 1) == 0) {
                    even++;
                } else {
                    odd++;
                }
            }
        }
        if (odd > look / 4 && even < look / 32 + 1) {
            return StandardCharsets.UTF_16LE;
        }
        return even > look / 4 && odd < look / 32 + 1 ? StandardCharsets.UTF_16BE : null;
    }

    private static @Nullable String strict(byte[] bytes, Charset charset) {
        try {
            return charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    /**
     * Text has no control characters except tabs, line ends and page ends. One other in a thousand characters is
     * allowed.
     */
    private static boolean isText(String text) {
        long control = text.chars()
                .filter(c -> (c < 0x20 && c != '\n' && c != '\t' && c != '\f') || c == 0x7F || c == 0xFFFD)
                .count();
        return control * 1000 <= text.length();
    }

    private static boolean starts(byte[] bytes, int first, int second) {
        return bytes.length > 1 && (bytes[0] & 0xFF) == first && (bytes[1] & 0xFF) == second;
    }
}
