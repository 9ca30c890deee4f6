package dev.ratchet.activities.model;

import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import java.time.Clock;
import java.time.Duration;

/** How LangChain4j asks for its {@link ProviderHttp}; one timeout bounds the whole call, whatever it sets. */
record ProviderHttpBuilder(Duration timeout, Clock clock) implements HttpClientBuilder {
    @Override
    public Duration connectTimeout() {
        return timeout;
    }

    @Override
    public HttpClientBuilder connectTimeout(Duration ignored) {
        return this;
    }

    @Override
    public Duration readTimeout() {
        return timeout;
    }

    @Override
    public HttpClientBuilder readTimeout(Duration ignored) {
        return this;
    }

    @Override
    public HttpClient build() {
        return new ProviderHttp(timeout, clock);
    }
}
