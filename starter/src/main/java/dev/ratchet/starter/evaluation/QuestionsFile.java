package dev.ratchet.starter.evaluation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.ratchet.workflows.contract.evaluation.EvaluationCases;
import dev.ratchet.workflows.contract.evaluation.EvaluationCases.Case;
import dev.ratchet.workflows.gateway.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A file of questions: a line each, as JSON or as fields between tabs. JSON has {@code id}, {@code question} (or {@code text}),
 * and where answers are measured {@code documents} that should be cited and {@code abstain}. The fields are id, question and, where
 * answers are measured, documents between commas or the word {@code abstain}.
 */
final class QuestionsFile {
    private static final Set<String> KNOWN = new TreeSet<>(List.of("id", "question", "text", "documents", "abstain"));
    private static final String ABSTAIN = "abstain";

    private final Path file;
    private final List<Question> questions = new ArrayList<>();
    private final Set<String> ids = new TreeSet<>();

    private QuestionsFile(Path file) {
        this.file = file;
    }

    /** @param documents names or ids */
    record Question(String id, String text, List<String> documents, boolean abstain) {
        Question {
            documents = List.copyOf(documents);
        }
    }

    /** @throws dev.ratchet.starter.command.Refused naming the first line that is wrong */
    static List<Question> read(Path file) {
        return new QuestionsFile(file).read();
    }

    private List<Question> read() {
        int line = 0;
        for (String text : InvalidFile.lines(file)) {
            line++;
            if (!text.isBlank()) {
                add(line, text.stripLeading().startsWith("{") ? json(line, text) : fields(line, text));
            }
        }
        if (questions.isEmpty()) {
            throw InvalidFile.whole(file, "the file has no question");
        }
        return questions;
    }

    private void add(int line, Question question) {
        if (question.id().isEmpty() || question.id().length() > 60) {
            throw InvalidFile.at(file, line, "the id should have 1 to 60 characters");
        }
        if (question.text().isBlank() || question.text().length() > Case.MOST_TEXT) {
            throw InvalidFile.at(file, line, "the question should have 1 to " + Case.MOST_TEXT + " characters");
        }
        if (question.abstain() && !question.documents().isEmpty()) {
            throw InvalidFile.at(
                    file, line, "a question that no document answers should not name documents that should be cited");
        }
        if (!ids.add(question.id())) {
            throw InvalidFile.at(file, line, "an earlier line has the id '" + question.id() + "', too");
        }
        if (ids.size() > EvaluationCases.MOST) {
            throw InvalidFile.at(file, line, "there should be at most " + EvaluationCases.MOST + " questions");
        }
        questions.add(question);
    }

    private Question fields(int line, String text) {
        String[] fields = text.split("\t", -1);
        if (fields.length < 2 || fields.length > 3) {
            throw InvalidFile.at(
                    file,
                    line,
                    "a line should be JSON, or an id and a question with a tab between, and, where answers are measured,"
                            + " documents");
        }
        String third = fields.length == 3 ? fields[2].strip() : "";
        boolean abstain = third.equals(ABSTAIN);
        List<String> documents = abstain || third.isEmpty()
                ? List.of()
                : Arrays.stream(third.split(",")).map(String::strip).toList();
        return new Question(fields[0].strip(), fields[1].strip(), documents, abstain);
    }

    private Question json(int line, String text) {
        JsonNode json;
        try {
            json = Json.mapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw InvalidFile.at(file, line, "the line is no JSON: " + e.getOriginalMessage());
        }
        json.fieldNames().forEachRemaining(name -> {
            if (!KNOWN.contains(name)) {
                throw InvalidFile.at(file, line, "'" + name + "' is not a field here; known are " + KNOWN);
            }
        });
        JsonNode id = json.path("id");
        JsonNode question = json.has("question") ? json.path("question") : json.path("text");
        if (!(id.isTextual() || id.isIntegralNumber()) || !question.isTextual()) {
            throw InvalidFile.at(file, line, "'id' and 'question' should be given, as text");
        }
        JsonNode abstain = json.path("abstain");
        if (!abstain.isMissingNode() && !abstain.isBoolean()) {
            throw InvalidFile.at(file, line, "'abstain' should be true or false");
        }
        return new Question(
                id.asText().strip(),
                question.asText().strip(),
                documents(line, json.path("documents")),
                abstain.asBoolean());
    }

    private List<String> documents(int line, JsonNode given) {
        List<String> documents = new ArrayList<>();
        if (!given.isMissingNode() && !given.isArray()) {
            throw InvalidFile.at(file, line, "'documents' should be a list of names or ids of documents");
        }
        for (JsonNode each : given) {
            if (!each.isTextual()) {
                throw InvalidFile.at(file, line, "'documents' should be a list of names or ids of documents");
            }
            documents.add(each.asText());
        }
        return documents;
    }
}
