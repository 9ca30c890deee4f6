package dev.ratchet.activities.masterdata.history;

/** Why a confirmation was not taken; the code is frozen, the message is for the person. */
public final class NotConfirmed extends Exception {
    private static final long serialVersionUID = 1;
    private final String code;

    public NotConfirmed(String code, String why) {
        super(why);
        this.code = code;
    }

    public String code() {
        return code;
    }
}
