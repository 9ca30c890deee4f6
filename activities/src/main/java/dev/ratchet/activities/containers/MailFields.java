package dev.ratchet.activities.containers;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.DecoderUtil;
import org.apache.james.mime4j.stream.Field;
import org.apache.james.mime4j.stream.NameValuePair;
import org.apache.james.mime4j.stream.RawBody;
import org.apache.james.mime4j.stream.RawField;
import org.apache.james.mime4j.stream.RawFieldParser;
import org.apache.james.mime4j.util.MimeParameterMapping;
import org.jspecify.annotations.Nullable;

/**
 * What the header of a mail, or of a part of one, says that people are shown. Encoded words (RFC 2047), continued and encoded
 * parameters (RFC 2231), and UTF-8 as it is (RFC 6532) are read; nothing of it is trusted.
 */
final class MailFields {
    private static final String DISPOSITION = "content-disposition";
    private static final String TYPE = "content-type";

    private final Map<String, Field> first = new HashMap<>();

    void add(Field field) {
        first.putIfAbsent(field.getName().toLowerCase(Locale.ROOT), field);
    }

    @Nullable
    String sender() {
        return text("from");
    }

    @Nullable
    String subject() {
        return text("subject");
    }

    /** Whether the mail carries it as a file: it has a name, or is attached. */
    boolean isFile() {
        return !fileName().isEmpty() || value(DISPOSITION).equals("attachment");
    }

    /** Empty when it has none. */
    String fileName() {
        String name = parameter(DISPOSITION, "filename");
        return name.isEmpty() ? parameter(TYPE, "name") : name;
    }

    private @Nullable String text(String name) {
        Field field = first.get(name);
        String text = field == null ? "" : PartNames.text(words(String.valueOf(field.getBody())));
        return text.isEmpty() ? null : text;
    }

    private String value(String field) {
        RawBody body = body(field);
        return body == null || body.getValue() == null
                ? ""
                : body.getValue().strip().toLowerCase(Locale.ROOT);
    }

    private String parameter(String field, String name) {
        RawBody body = body(field);
        MimeParameterMapping parameters = new MimeParameterMapping();
        for (NameValuePair each : body == null ? List.<NameValuePair>of() : body.getParams()) {
            parameters.addParameter(each.getName(), each.getValue() == null ? "" : each.getValue());
        }
        String value = parameters.get(name);
        return value == null ? "" : PartNames.text(words(value));
    }

    private @Nullable RawBody body(String field) {
        Field found = first.get(field);
        if (found == null || found.getRaw() == null) {
            return null;
        }
        try {
            RawField raw = RawFieldParser.DEFAULT.parseField(found.getRaw());
            return RawFieldParser.DEFAULT.parseRawBody(raw);
        } catch (MimeException e) {
            return null;
        }
    }

    private static String words(String text) {
        String decoded = utf8(text);
        try {
            return DecoderUtil.decodeEncodedWords(decoded, DecodeMonitor.SILENT);
        } catch (IllegalArgumentException e) {
            return decoded;
        }
    }

    /** Where each character stands for a byte, and the bytes are UTF-8, the text that they are. */
    private static String utf8(String text) {
        if (text.chars().allMatch(each -> each < 0x80) || text.chars().anyMatch(each -> each > 0xFF)) {
            return text;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)))
                    .toString();
        } catch (CharacterCodingException e) {
            return text;
        }
    }
}
