package dev.ratchet.activities.containers;

import dev.ratchet.activities.content.SpooledBody;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.io.MaxLineLimitException;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;
import org.apache.james.mime4j.stream.RecursionMode;
import org.jspecify.annotations.Nullable;

/**
 * The parts of one e-mail (RFC 5322, RFC 2045 to 2049). A mail inside it is a part, which is taken apart like any container. A
 * part is a document when it has a file name, is sent as an attachment, or is of a type that is no text: all others are what the
 * mail says.
 */
final class MailParts {
    private static final int LONGEST_LINE = 256 * 1024;
    private static final int MOST_FIELDS = 2_000;

    /** RFC 2046 allows 70 characters; a longer one would make its search slow. */
    private static final int LONGEST_BOUNDARY = 100;

    /** Multipart bodies inside each other: mixed, related and alternative make three. */
    private static final int DEEPEST = 10;

    private static final MimeConfig CONFIG = new MimeConfig.Builder()
            .setMaxLineLen(LONGEST_LINE)
            .setMaxHeaderLen(LONGEST_LINE)
            .setMaxHeaderCount(MOST_FIELDS)
            .build();

    private static final Set<String> SIGNATURES =
            Set.of("application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature");
    private static final Set<String> ENCRYPTED =
            Set.of("application/pkcs7-mime", "application/x-pkcs7-mime", "application/pgp-encrypted");
    private static final Set<String> OUTLOOK = Set.of("application/ms-tnef", "application/vnd.ms-tnef");
    private static final List<String> PICTURES = List.of("image/", "audio/", "video/", "font/");
    private static final Set<String> MARKED_UP_DATA = Set.of("text/xml", "text/x-xml");

    private final Unpacking unpacking;
    private final Part.Taker taker;
    private final Unpacking.Place at;
    private final MimeTokenStream tokens = new MimeTokenStream(CONFIG, new Complete(), null, null);
    private MailFields fields = new MailFields();
    private Unpacking.Place place;
    private int depth;
    private boolean first = true;

    private MailParts(Unpacking unpacking, Unpacking.Place at, Part.Taker taker) {
        this.unpacking = unpacking;
        this.taker = taker;
        this.at = at;
        this.place = at;
    }

    static void each(SpooledBody body, Unpacking unpacking, Unpacking.Place at, Part.Taker taker)
            throws IOException, Reason.Unopened {
        try (InputStream bytes = body.open()) {
            new MailParts(unpacking, at, taker).each(bytes);
        } catch (Late e) {
            throw e.why;
        } catch (MimeException | MaxLineLimitException | Undecodable e) {
            throw Reason.CONTAINER_BROKEN.because(PartNames.text(String.valueOf(e.getMessage())));
        }
    }

    private void each(InputStream bytes) throws IOException, MimeException, Reason.Unopened {
        tokens.setRecursionMode(RecursionMode.M_NO_RECURSE);
        tokens.parse(new InTime(bytes));
        for (EntityState state = tokens.getState(); state != EntityState.T_END_OF_STREAM; state = tokens.next()) {
            switch (state) {
                case T_START_HEADER -> fields = new MailFields();
                case T_FIELD -> fields.add(tokens.getField());
                case T_END_HEADER -> header();
                case T_START_MULTIPART -> multipart();
                case T_END_MULTIPART -> depth--;
                case T_BODY -> body();
                default -> {
                    // the ends of what was begun, and text around the parts that nobody is shown
                }
            }
        }
    }

    private void header() {
        if (first) {
            place = at.of(fields.sender(), fields.subject());
            first = false;
        }
    }

    private void multipart() throws Reason.Unopened {
        String boundary = tokens.getBodyDescriptor().getBoundary();
        if (boundary == null || boundary.length() > LONGEST_BOUNDARY) {
            throw Reason.CONTAINER_BROKEN.because("its parts have no usable boundary");
        }
        if (++depth > DEEPEST) {
            throw Reason.CONTAINER_TOO_DEEP.because(DEEPEST);
        }
    }

    private void body() throws IOException, Reason.Unopened {
        String type = tokens.getBodyDescriptor().getMimeType().toLowerCase(Locale.ROOT);
        Reason known = leftOut(type);
        taker.take(new Part(fields.fileName(), known, type), () -> new Decoded(tokens.getDecodedInputStream()), place);
    }

    /** Absent for a document. */
    private @Nullable Reason leftOut(String type) {
        if (SIGNATURES.contains(type)) {
            return Reason.SIGNATURE;
        }
        if (ENCRYPTED.contains(type)) {
            return Reason.PART_ENCRYPTED;
        }
        if (OUTLOOK.contains(type)) {
            return Reason.PART_OUTLOOK;
        }
        if (PICTURES.stream().anyMatch(type::startsWith)) {
            return Reason.PICTURE;
        }
        if (fields.isFile() || MARKED_UP_DATA.contains(type)) {
            return null;
        }
        if (type.equals("text/plain") || type.equals("text/html")) {
            return Reason.MAIL_TEXT;
        }
        boolean ownPart = type.startsWith("text/") || (type.startsWith("message/") && !type.equals("message/rfc822"));
        return ownPart ? Reason.NO_DOCUMENT : null;
    }

    /** Lets pass what real mail programs write, but no mail that was cut off: a part of it would look whole. */
    private static final class Complete extends DecodeMonitor {
        @Override
        public boolean warn(String error, String dropDesc) {
            String told = error.toLowerCase(Locale.ROOT);
            return told.contains("prematurely") || told.contains("unexpected end");
        }

        @Override
        public boolean isListening() {
            return true;
        }
    }

    /** Looking for the ends of parts takes time, too. */
    private final class InTime extends FilterInputStream {
        InTime(InputStream bytes) {
            super(bytes);
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            try {
                unpacking.onTime();
            } catch (Reason.Unopened e) {
                throw new Late(e);
            }
            return super.read(into, from, length);
        }
    }

    /** What cannot be decoded is a fault of the mail, and none of the disk. */
    private static final class Decoded extends FilterInputStream {
        Decoded(InputStream bytes) {
            super(bytes);
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            try {
                return super.read(into, from, length);
            } catch (Late e) {
                throw e;
            } catch (IOException e) {
                throw new Undecodable(e);
            }
        }
    }

    private static final class Undecodable extends IOException {
        private static final long serialVersionUID = 1;

        Undecodable(IOException cause) {
            super(cause.getMessage(), cause);
        }
    }

    private static final class Late extends IOException {
        private static final long serialVersionUID = 1;
        private final transient Reason.Unopened why;

        Late(Reason.Unopened why) {
            this.why = why;
        }
    }
}
