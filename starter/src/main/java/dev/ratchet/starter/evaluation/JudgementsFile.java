package dev.ratchet.starter.evaluation;

import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of judgements as TREC has them: query, iteration, document and grade on a line, separated by white space. A document's
 * name may have spaces in it; the iteration is not used.
 */
final class JudgementsFile {
    private static final Pattern ROW = Pattern.compile("(\\S+)\\s+(\\S+)\\s+(\\S|\\S.*\\S)\\s+(-?[0-9]{1,3})");

    private JudgementsFile() {}

    /** How judgements name questions. */
    enum By {
        /** By the id that the questions' file gives. */
        ID,
        /** By their place in the questions' file, from 1, as Cranfield's do. */
        POSITION
    }

    /**
     * @param ids of the questions, in the order of their file
     * @return grades by id of the question and then by document, as the file names it
     * @throws dev.ratchet.starter.command.Refused naming the first line that is wrong
     */
    static SortedMap<String, SortedMap<String, Integer>> read(Path file, List<String> ids, By by) {
        SortedMap<String, SortedMap<String, Integer>> grades = new TreeMap<>();
        SortedSet<String> known = new TreeSet<>(ids);
        int number = 0;
        for (String line : InvalidFile.lines(file)) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            Matcher row = ROW.matcher(line.strip());
            if (!row.matches()) {
                throw InvalidFile.at(file, number, "a line should be: query, iteration, document, grade");
            }
            String question = by == By.ID ? row.group(1) : at(file, number, row.group(1), ids);
            if (!known.contains(question)) {
                throw InvalidFile.at(
                        file,
                        number,
                        "no question has the id '" + question + "'; '--by-position' takes it as a place in their file");
            }
            int grade = Integer.parseInt(row.group(4));
            Integer before =
                    grades.computeIfAbsent(question, each -> new TreeMap<>()).put(row.group(3), grade);
            if (before != null && before != grade) {
                throw InvalidFile.at(file, number, "an earlier line judges '" + row.group(3) + "' otherwise");
            }
        }
        if (grades.isEmpty()) {
            throw InvalidFile.whole(file, "the file has no judgement");
        }
        return grades;
    }

    private static String at(Path file, int line, String place, List<String> ids) {
        int at = place.matches("[0-9]{1,6}") ? Integer.parseInt(place) : 0;
        if (at < 1 || at > ids.size()) {
            throw InvalidFile.at(
                    file, line, "'" + place + "' is no place of a question; there are " + ids.size() + ", from 1");
        }
        return ids.get(at - 1);
    }
}
