package dev.ratchet.activities.documents;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Recognizes an e-mail (RFC 5322): it begins with header fields, and among them are the sender and one that mail programs
 * write. An invoice in plain text may well begin with "From:".
 */
final class MailHeader {
    /** Most bytes that are looked at; what a mail passed on its way is written before its sender. */
    static final int MOST = 64 * 1024;

    private static final Pattern NAME = Pattern.compile("[!-9;-~]+");
    private static final Set<String> OF_MAIL_PROGRAMS = Set.of(
            "received", "return-path", "delivered-to", "message-id", "mime-version", "dkim-signature", "x-mailer");

    private MailHeader() {}

    static boolean begins(byte[] bytes) {
        int most = Math.min(bytes.length, MOST);
        boolean sender = false;
        boolean ofMailProgram = false;
        for (int at = afterMark(bytes); at < most; ) {
            int end = at;
            while (end < most && bytes[end] != '\n') {
                end++;
            }
            if (!isFolded(bytes, at)) {
                String name = name(new String(bytes, at, end - at, StandardCharsets.ISO_8859_1));
                if (name.isEmpty()) {
                    break;
                }
                sender |= name.equals("from");
                ofMailProgram |= OF_MAIL_PROGRAMS.contains(name);
            }
            at = end + 1;
        }
        return sender && ofMailProgram;
    }

    /** Of the field in this line; empty when it is none. */
    private static String name(String line) {
        int colon = line.indexOf(':');
        String name = colon < 0 ? "" : line.substring(0, colon).toLowerCase(Locale.ROOT);
        return NAME.matcher(name).matches() ? name : "";
    }

    private static boolean isFolded(byte[] bytes, int at) {
        return at > 0 && (bytes[at] == ' ' || bytes[at] == '\t');
    }

    private static int afterMark(byte[] bytes) {
        boolean marked =
                bytes.length > 2 && (bytes[0] & 0xFF) == 0xEF && (bytes[1] & 0xFF) == 0xBB && (bytes[2] & 0xFF) == 0xBF;
        return marked ? 3 : 0;
    }
}
