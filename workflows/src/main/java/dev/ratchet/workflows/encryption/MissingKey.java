package dev.ratchet.workflows.encryption;

/**
 * A payload is encrypted with a key that this process does not have. A workflow task that meets it fails and is tried again, with
 * growing pauses; an activity, too. So a run goes on where it stood once the key is back. The message names the key and nothing of
 * the payload: it is the one failure whose message is not encrypted.
 */
public final class MissingKey extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String id;

    MissingKey(String id, String whereToGet) {
        super("a payload is encrypted with the key '" + id + "', which this process does not have: " + whereToGet);
        this.id = id;
    }

    public String id() {
        return id;
    }
}
