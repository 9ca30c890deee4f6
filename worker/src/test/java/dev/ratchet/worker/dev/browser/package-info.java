/** The pages in a real Chromium. */
package dev.ratchet.worker.dev.browser;
