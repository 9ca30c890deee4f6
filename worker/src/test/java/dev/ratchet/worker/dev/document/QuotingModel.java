package dev.ratchet.worker.dev.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.ratchet.worker.dev.ScriptedModelServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A scripted model in OpenAI's chat completion format that answers questions of documents: by the sentence that it was given for a
 * question, which it finds in the passages that it is shown and quotes; else it abstains.
 */
public final class QuotingModel implements AutoCloseable {
    /**
     * @param question words of one
     * @param sentence of a document
     */
    public record Known(String question, String sentence) {}

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern FENCE = Pattern.compile("BEGIN ([A-Z]) [0-9a-f]{64}\n");

    private final List<Known> sentences;
    private final HttpServer server;

    private QuotingModel(List<Known> sentences, HttpServer server) {
        this.sentences = sentences;
        this.server = server;
    }

    /** @param sentences the first whose question is asked, and that is in a passage, is quoted */
    public static QuotingModel start(List<Known> sentences) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        QuotingModel model = new QuotingModel(sentences, server);
        server.createContext("/v1/chat/completions", model::answer);
        server.start();
        return model;
    }

    public Map<String, String> environment() {
        return Map.of(
                "RATCHET_MODEL_URL",
                "http://127.0.0.1:" + server.getAddress().getPort() + "/v1",
                "RATCHET_MODEL_KEY",
                "none",
                "RATCHET_MODEL_NAME",
                ScriptedModelServer.MODEL);
    }

    private void answer(HttpExchange exchange) throws IOException {
        StringBuilder asked = new StringBuilder();
        for (JsonNode message : JSON.readTree(exchange.getRequestBody()).path("messages")) {
            JsonNode content = message.path("content");
            asked.append(
                            content.isTextual()
                                    ? content.asText()
                                    : content.path(0).path("text").asText())
                    .append('\n');
        }
        byte[] body = JSON.writeValueAsBytes(ScriptedModelServer.completion(says(asked.toString())));
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private String says(String asked) throws IOException {
        for (Known known : sentences) {
            int quoted = asked.indexOf(known.sentence());
            if (asked.contains(known.question()) && quoted >= 0) {
                return proposal(known.sentence(), passage(asked, quoted));
            }
        }
        return "{\"action\":\"abstain\",\"arguments\":{\"reason\":\"NOT_ANSWERED\"}}";
    }

    private static String passage(String asked, int place) {
        Matcher fences = FENCE.matcher(asked);
        String passage = "A";
        while (fences.find() && fences.start() < place) {
            passage = fences.group(1);
        }
        return passage;
    }

    private static String proposal(String sentence, String passage) throws IOException {
        ObjectNode proposal = JSON.createObjectNode().put("action", "propose_answer");
        ObjectNode proposed = proposal.putObject("arguments")
                .putArray("sentences")
                .addObject()
                .put("text", sentence);
        proposed.putArray("citations")
                .addObject()
                .put("passage", passage)
                .put("quote", sentence)
                .putNull("occurrence");
        return JSON.writeValueAsString(proposal);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
