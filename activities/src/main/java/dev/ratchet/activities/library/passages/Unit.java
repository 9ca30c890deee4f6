package dev.ratchet.activities.library.passages;

/**
 * What is never cut: a sentence, a row of a table, a heading, or a piece of a sentence that is longer than a passage. It begins and
 * ends with what is no white space.
 *
 * @param table number of the table that it is a row of, from 0; {@link #NO_TABLE} elsewhere
 * @param heading whether it is the heading of a section
 */
record Unit(int start, int end, int tokens, int table, boolean heading) {
    static final int NO_TABLE = -1;

    boolean inTable() {
        return table != NO_TABLE;
    }
}
