package dev.ratchet.worker.web.page;

import dev.ratchet.activities.content.SpooledBody;
import dev.ratchet.worker.web.request.Refusal;
import dev.ratchet.worker.web.request.Requests;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.http.MultiPartConfig;
import org.eclipse.jetty.http.MultiPartFormData;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.Attributes;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.UrlEncoded;
import org.jspecify.annotations.Nullable;

/** What a form of ours sent. The body has arrived already. */
final class Form {
    /** Of a form without a file: a question, and the documents it is asked of. */
    private static final int FIELDS_CAP = 64 * 1024;

    private static final int MOST_PARTS = 8;
    private static final String MULTIPART = "multipart/form-data";

    private final Fields fields;

    private Form(Fields fields) {
        this.fields = fields;
    }

    /** @throws Refusal 400 when the body is no such form, 413 when it is too long for one */
    static Form of(Context request) throws Refusal, IOException {
        SpooledBody body = Requests.body(request, "the form", FIELDS_CAP);
        Fields fields = new Fields(true);
        try {
            String text = StandardCharsets.US_ASCII
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body.bytes()))
                    .toString();
            UrlEncoded.decodeTo(text, fields::add, StandardCharsets.UTF_8);
        } catch (CharacterCodingException | IllegalArgumentException e) {
            throw Refusal.badRequest("the form should be URL-encoded UTF-8, as browsers send it");
        }
        return new Form(fields);
    }

    /** Empty when the form has no such field. */
    String text(String name) {
        @Nullable String value = fields.getValue(name);
        return value == null ? "" : value;
    }

    List<String> texts(String name) {
        @Nullable List<String> values = fields.getValues(name);
        return values == null ? List.of() : new ArrayList<>(values);
    }

    /**
     * A form with one file.
     *
     * @param name as the person wrote it, or that of the file
     * @param file closed by whoever has it
     */
    record Upload(String name, SpooledBody file) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            file.close();
        }
    }

    /** @throws Refusal 400 when there is no file in it */
    static Upload upload(Context request, long cap) throws Refusal, IOException {
        try (InputStream all = Requests.body(request).open();
                MultiPartFormData.Parts parts = parts(request, all)) {
            MultiPart.Part file = parts.getFirst("file");
            if (file == null || file.getFileName() == null || file.getFileName().isBlank()) {
                throw Refusal.badRequest("no file was chosen; choose one and send the form again");
            }
            MultiPart.Part named = parts.getFirst("name");
            String name = named == null
                    ? ""
                    : named.getContentAsString(StandardCharsets.UTF_8).strip();
            return new Upload(name.isEmpty() ? fileName(file.getFileName()) : name, spooled(file, cap));
        }
    }

    private static MultiPartFormData.Parts parts(Context request, InputStream all) throws Refusal {
        MultiPartConfig config = new MultiPartConfig.Builder()
                .maxParts(MOST_PARTS)
                .maxMemoryPartSize(-1)
                .maxPartSize(-1)
                .maxSize(-1)
                .build();
        try {
            MultiPartFormData.@Nullable Parts parts = MultiPartFormData.getParts(
                    Content.Source.from(all), new Attributes.Mapped(), request.contentType(), config);
            if (parts != null) {
                return parts;
            }
        } catch (RuntimeException e) {
            // the parser's message quotes the form: it stays here
        }
        throw notOurs();
    }

    private static Refusal notOurs() {
        return Refusal.badRequest("the form should be " + MULTIPART + " with one file, as the library's page sends it");
    }

    /** Some browsers send a whole path. */
    private static String fileName(String sent) {
        return sent.substring(Math.max(sent.lastIndexOf('/'), sent.lastIndexOf('\\')) + 1);
    }

    private static SpooledBody spooled(MultiPart.Part part, long cap) throws Refusal, IOException {
        if (part.getLength() > cap) {
            throw Refusal.tooLarge("the document", cap);
        }
        try (InputStream bytes = Content.Source.asInputStream(part.createContentSource())) {
            return SpooledBody.of(bytes, cap);
        }
    }
}
