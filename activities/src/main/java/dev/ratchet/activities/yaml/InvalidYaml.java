package dev.ratchet.activities.yaml;

/** A text that is no YAML, or more than the bounds allow. The message is the end of a sentence that begins with its name. */
public final class InvalidYaml extends Exception {
    private static final long serialVersionUID = 1;
    private final int line;

    InvalidYaml(int line, String why) {
        super(why);
        this.line = line;
    }

    /** 1-based; 0 when the problem has no line. */
    public int line() {
        return line;
    }
}
