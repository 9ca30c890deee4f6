package dev.ratchet.starter.screen;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * How many columns of a terminal a text takes. Letters of East Asian scripts and pictures take two, marks that join the
 * letter before them take none, after <a href="https://www.unicode.org/reports/tr11/">UAX #11</a>.
 */
public final class TextWidth {
    /** What is one letter to a reader, with its marks. */
    private static final Pattern LETTER = Pattern.compile("\\X");

    private static final int FIRST_MARK = 0x300;
    private static final int FIRST_WIDE = 0x1100;
    private static final int JOINING_HANGUL_FIRST = 0x1160;
    private static final int JOINING_HANGUL_LAST = 0x11FF;

    /** First and last of each range whose East_Asian_Width is W or F; narrow ones that lie between count as wide. */
    private static final int[][] WIDE = {
        {0x1100, 0x115F},
        {0x2E80, 0x303E},
        {0x3041, 0x4DBF},
        {0x4E00, 0xA4CF},
        {0xA960, 0xA97F},
        {0xAC00, 0xD7A3},
        {0xF900, 0xFAFF},
        {0xFE30, 0xFE6F},
        {0xFF01, 0xFF60},
        {0xFFE0, 0xFFE6},
        {0x1F300, 0x1F64F},
        {0x1F680, 0x1F6FF},
        {0x1F900, 0x1F9FF},
        {0x1FA70, 0x1FAFF},
        {0x20000, 0x3FFFD}
    };

    private static final String LEFT_OUT = "…";
    private static final int LEAST_PATH = 8;

    private TextWidth() {}

    public static int of(String text) {
        return text.codePoints().map(TextWidth::of).sum();
    }

    private static int of(int codePoint) {
        if (codePoint < FIRST_MARK) {
            return 1;
        }
        if (joins(codePoint)) {
            return 0;
        }
        return codePoint >= FIRST_WIDE && isWide(codePoint) ? 2 : 1;
    }

    private static boolean joins(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> true;
            default -> codePoint >= JOINING_HANGUL_FIRST && codePoint <= JOINING_HANGUL_LAST;
        };
    }

    private static boolean isWide(int codePoint) {
        for (int[] range : WIDE) {
            if (codePoint >= range[0] && codePoint <= range[1]) {
                return true;
            }
        }
        return false;
    }

    /**
     * Both ends of a text that takes more columns, with {@code …} for what is left out between them. Of a path, the name of
     * the file is what stays: whole, if it can.
     */
    static String shortened(String text, int columns) {
        if (of(text) <= columns) {
            return text;
        }
        String name = text.substring(text.lastIndexOf('/') + 1);
        boolean path = !name.isEmpty() && name.length() < text.length();
        int beforeName = columns - of("/" + name) - of(LEFT_OUT);
        if (path && beforeName >= 0) {
            return beginning(text, beforeName) + LEFT_OUT + "/" + name;
        }
        String before = path && columns > LEAST_PATH ? LEFT_OUT + "/" : "";
        return before + ends(before.isEmpty() ? text : name, columns - of(before));
    }

    private static String ends(String text, int columns) {
        int room = Math.max(0, columns - of(LEFT_OUT));
        String head = beginning(text, room / 2);
        List<String> letters = letters(text);
        List<String> backwards = new ArrayList<>(letters);
        Collections.reverse(backwards);
        int tail = fitting(backwards, room - of(head));
        return head + LEFT_OUT + String.join("", letters.subList(letters.size() - tail, letters.size()));
    }

    private static String beginning(String text, int columns) {
        List<String> letters = letters(text);
        return String.join("", letters.subList(0, fitting(letters, columns)));
    }

    /** Lines of at most so many columns, broken between words; a word that is wider alone is broken between letters. */
    static List<String> wrapped(String text, int columns) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            String left = word;
            if (line.length() > 0 && of(line.toString()) + 1 + of(left) > columns) {
                lines.add(line.toString());
                line.setLength(0);
            }
            while (of(left) > columns) {
                String head = beginning(left, columns);
                if (head.isEmpty()) {
                    break;
                }
                lines.add(head);
                left = left.substring(head.length());
            }
            line.append(line.length() == 0 ? "" : " ").append(left);
        }
        lines.add(line.toString());
        return lines;
    }

    public static String toTheLeft(String text, int columns) {
        return text + " ".repeat(Math.max(0, columns - of(text)));
    }

    public static String toTheRight(String text, int columns) {
        return " ".repeat(Math.max(0, columns - of(text))) + text;
    }

    private static List<String> letters(String text) {
        return LETTER.matcher(text).results().map(MatchResult::group).toList();
    }

    /** How many of the first letters fit. */
    private static int fitting(List<String> letters, int columns) {
        int used = 0;
        for (int count = 0; count < letters.size(); count++) {
            used += of(letters.get(count));
            if (used > columns) {
                return count;
            }
        }
        return letters.size();
    }
}
