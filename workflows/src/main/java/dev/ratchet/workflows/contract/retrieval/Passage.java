package dev.ratchet.workflows.contract.retrieval;

import dev.ratchet.workflows.contract.Digest;

/**
 * A passage of one version of a document, without its text.
 *
 * @param number within the version, from 1
 * @param page from 1; 0 where the format has no pages
 * @param heading that it stands under, at most 200 characters; empty where there is none
 * @param start of its text in the text of the document, in UTF-16 code units
 * @param end after its last code unit
 * @param text digest of its text, in the content store
 */
public record Passage(DocumentVersion of, int number, int page, String heading, int start, int end, Digest text) {
    public static final int MOST_HEADING = 200;

    public Passage {
        if (number < 1 || page < 0 || start < 0 || end <= start || heading.length() > MOST_HEADING) {
            throw new IllegalArgumentException("not the place of a passage: " + number + ", page " + page + ", " + start
                    + " to " + end + ", heading of " + heading.length() + " characters");
        }
    }

    /** Names it for ever: {@code DOCUMENT/VERSION/NUMBER}. */
    public String id() {
        return of.document() + "/" + of.version() + "/" + number;
    }

    /** Where it stands, for people: its id, and its page where there are pages. */
    public String place() {
        return id() + (page == 0 ? "" : ", page " + page);
    }
}
