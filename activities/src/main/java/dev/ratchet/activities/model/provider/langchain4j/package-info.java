/**
 * The real providers, through LangChain4j's chat models and nothing else of it, all on one HTTP client that bounds time and
 * size. What is a provider's own is in its {@code Dialect}; what a provider's refusal means is said in {@code ProviderErrors}
 * and nowhere else.
 */
@NullMarked
package dev.ratchet.activities.model.provider.langchain4j;

import org.jspecify.annotations.NullMarked;
