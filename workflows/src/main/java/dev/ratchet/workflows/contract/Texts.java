package dev.ratchet.workflows.contract;

/** Bounds on text that enters a history. */
public final class Texts {
    private Texts() {}

    /** The text itself, or its first {@code most - 1} characters and an ellipsis. */
    public static String upTo(int most, String text) {
        return text.length() <= most ? text : text.substring(0, most - 1) + "…";
    }

    /** The text itself, or as much of its end as {@code most} bytes of UTF-8 hold. */
    public static String endOf(int most, String text) {
        int from = text.length();
        int bytes = 0;
        while (from > 0) {
            int last = text.codePointBefore(from);
            bytes += last < 0x80 ? 1 : last < 0x800 ? 2 : last < 0x10000 ? 3 : 4;
            if (bytes > most) {
                break;
            }
            from -= Character.charCount(last);
        }
        return text.substring(from);
    }
}
