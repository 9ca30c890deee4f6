package dev.ratchet.worker.web;

import dev.ratchet.worker.web.page.PagePaths;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Somebody at the pages, as a browser is: keeps the cookie, says where forms come from, and follows nothing by itself. */
final class PageVisit {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final URI gateway;
    private @Nullable String cookie;

    PageVisit(Gateway gateway) {
        this.gateway = gateway.url();
    }

    HttpResponse<String> signIn(String token) throws IOException, InterruptedException {
        return signIn(token, "/");
    }

    HttpResponse<String> signIn(String token, String to) throws IOException, InterruptedException {
        return post(PagePaths.SIGN_IN, Map.of("token", token, "to", to));
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path).GET());
    }

    HttpResponse<String> post(String path, Map<String, String> form) throws IOException, InterruptedException {
        return post(path, form, Map.of("Sec-Fetch-Site", "same-origin", "Origin", gateway.toString()));
    }

    HttpResponse<String> post(String path, Map<String, String> form, Map<String, String> headers)
            throws IOException, InterruptedException {
        String body = new TreeMap<>(form)
                .entrySet().stream()
                        .map(field ->
                                field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"));
        return send(with(headers, request(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body)));
    }

    /** By the form of the library's page, in pieces as a browser sends it. */
    HttpResponse<String> upload(String fileName, String content, String name) throws IOException, InterruptedException {
        String end = "\r\n";
        String body = "--piece" + end + "Content-Disposition: form-data; name=\"file\"; filename=\""
                + fileName.replace("\\", "\\\\") + "\"" + end + "Content-Type: text/markdown" + end + end + content
                + end
                + "--piece" + end + "Content-Disposition: form-data; name=\"name\"" + end + end + name + end
                + "--piece--" + end;
        return send(request("/library")
                .header("Sec-Fetch-Site", "same-origin")
                .header("Content-Type", "multipart/form-data; boundary=piece")
                .POST(BodyPublishers.ofString(body)));
    }

    HttpResponse<String> send(String method, String path) throws IOException, InterruptedException {
        return method.equals("GET") ? get(path) : post(path, Map.of());
    }

    private static HttpRequest.Builder with(Map<String, String> headers, HttpRequest.Builder request) {
        headers.forEach(request::header);
        return request;
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(gateway.resolve(path)).header("Accept", "text/html,application/xhtml+xml");
        return cookie == null ? request : request.header("Cookie", cookie);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer = HTTP.send(request.build(), BodyHandlers.ofString());
        answer.headers().firstValue("Set-Cookie").ifPresent(set -> cookie = set.substring(0, set.indexOf(';')));
        return answer;
    }

    Optional<String> cookie() {
        return Optional.ofNullable(cookie);
    }

    void cookie(String kept) {
        cookie = kept;
    }
}
