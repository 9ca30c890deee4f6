package dev.ratchet.activities.containers;

/** Why a container, or a part of one, is no document. The names are frozen. Each sentence tells what to do, where something is. */
public enum Reason {
    MAIL_TEXT(About.SKIPPED_PART, "This is the text of the mail, which is never an invoice; invoices come attached."),
    SIGNATURE(About.SKIPPED_PART, "This is the signature of the mail."),
    PICTURE(
            About.SKIPPED_PART,
            "This is a picture. If it is a scanned invoice, send the original PDF, or an e-invoice."),
    EMPTY_PART(About.SKIPPED_PART, "This is empty."),
    SYSTEM_FILE(About.SKIPPED_PART, "This is hidden, or a file of the system that packed it."),
    NO_DOCUMENT(About.SKIPPED_PART, "This is a part of the mail's own (%s), and no file."),

    PART_TOO_LARGE(
            About.REFUSED_PART,
            "This has more than %s bytes, the most taken here. Send the invoice without its attachments."),
    PART_ENCRYPTED(
            About.REFUSED_PART,
            "The mail is encrypted, or signed so that it cannot be read (%s). Ask for it in the clear."),
    PART_OUTLOOK(
            About.REFUSED_PART, "This is a mail in a form of Outlook's own (winmail.dat). Ask for it as a plain mail."),

    CONTAINER_BROKEN(
            About.CONTAINER,
            "It is damaged, or packed in a way that is not read here, and cannot be opened: %s. Send it again, or send its files."),
    CONTAINER_ENCRYPTED(About.CONTAINER, "It has a password. Send it without one, or send its files."),

    CONTAINER_TOO_MANY_PARTS(About.ALL, "It has more than %s files in it. Send them in several."),
    CONTAINER_TOO_LARGE(About.ALL, "It unpacks to more than %s MB. Send it in several, or send its files."),
    CONTAINER_TOO_DENSE(
            About.ALL,
            "'%s' in it unpacks to more than %s times its size, as no invoice does. Send the invoice itself."),
    CONTAINER_TOO_DEEP(About.ALL, "There are more than %s containers inside each other. Send the files in them."),
    CONTAINER_TOO_SLOW(About.ALL, "It takes longer than %s seconds to take apart. Send its files one by one.");

    /** What a reason is about. */
    enum About {
        /** One part, where an invoice never is. */
        SKIPPED_PART,
        /** One part, which may be an invoice. */
        REFUSED_PART,
        /** One container: none of its parts counts, and those beside it do. */
        CONTAINER,
        /** The whole of what was submitted: nothing in it counts. */
        ALL
    }

    private final About about;
    private final String sentence;

    Reason(About about, String sentence) {
        this.about = about;
        this.sentence = sentence;
    }

    /** Whether no invoice is ever in such a place. */
    public boolean skips() {
        return about == About.SKIPPED_PART;
    }

    boolean stopsAll() {
        return about == About.ALL;
    }

    String why(Object... details) {
        return String.format(sentence, details);
    }

    Unopened because(Object... details) {
        return new Unopened(this, why(details));
    }

    /** Nothing of it counts. */
    public static final class Unopened extends Exception {
        private static final long serialVersionUID = 1;
        private final Reason reason;
        private final String why;

        private Unopened(Reason reason, String why) {
            super(why, null, false, false);
            this.reason = reason;
            this.why = why;
        }

        public Reason reason() {
            return reason;
        }

        public String why() {
            return why;
        }
    }
}
