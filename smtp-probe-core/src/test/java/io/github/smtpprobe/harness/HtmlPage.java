/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What holds for every page that a report becomes, whoever wrote its words. */
public final class HtmlPage {
    private static final Pattern TAG =
            Pattern.compile("<(/?)([a-z][a-z0-9]*)((?: [a-zA-Z-]+=\"[^\"<>]*\"| [a-z]+)*)(/?)>");
    private static final Pattern ID = Pattern.compile(" id=\"([^\"]*)\"");
    private static final Pattern LINK = Pattern.compile(" href=\"([^\"]*)\"");
    private static final Pattern HEADING = Pattern.compile("<h([1-6])[ >]");
    private static final Pattern TOKEN = Pattern.compile("\\b[A-Z]+_[A-Z]+\\b");
    private static final Set<String> VOID = Set.of("meta", "br", "wbr");

    private HtmlPage() {}

    /**
     * Checks one.
     *
     * @param page the whole document
     */
    public static void check(String page) {
        String body = withoutStyle(page);
        isWellFormed(body);
        needsNothingFromOutside(page);
        linksLead(body);
        headingsHaveNoGap(body);
        saysWordsAndNoTokens(body);
    }

    /**
     * Checks that a page holds texts one after the other. AssertJ would copy the rest of the page for each character of it.
     *
     * @param page  the whole document, or a part
     * @param texts in their order
     */
    public static void holdsInOrder(String page, String... texts) {
        int from = 0;
        for (String text : texts) {
            int found = page.indexOf(text, from);
            assertThat(found).as("%s behind %s in%n%s", text, from, page).isNotNegative();
            from = found + text.length();
        }
    }

    private static String withoutStyle(String page) {
        int from = page.indexOf("<style>");
        int to = page.lastIndexOf("</style>");
        return from < 0 || to < from ? page : page.substring(0, from) + page.substring(to + "</style>".length());
    }

    private static void isWellFormed(String body) {
        StringBuilder rest = new StringBuilder();
        Deque<String> open = new ArrayDeque<>();
        Matcher tag = TAG.matcher(body.replace("<!DOCTYPE html>", ""));
        while (tag.find()) {
            tag.appendReplacement(rest, "");
            String name = tag.group(2);
            if (!tag.group(1).isEmpty()) {
                assertThat(open.pop()).isEqualTo(name);
            } else if (!VOID.contains(name) && tag.group(4).isEmpty()) {
                open.push(name);
            }
        }
        tag.appendTail(rest);
        assertThat(rest).as("what is no tag").doesNotContain("<", ">");
        assertThat(open).isEmpty();
    }

    private static void needsNothingFromOutside(String page) {
        assertThat(page)
                .contains("<html lang=\"en\">", "default-src 'none'")
                .doesNotContain("src=", "url(", "@import", "<script", "<link", "<img", "<iframe", "<form", "style=\"");
        assertThat(values(LINK, page))
                .allMatch(link -> link.startsWith("#")
                        || link.startsWith("https://www.rfc-editor.org/rfc/rfc")
                        || link.startsWith("data:application/json;base64,"));
    }

    private static void linksLead(String body) {
        Set<String> ids = new HashSet<>();
        assertThat(values(ID, body)).allMatch(ids::add);
        assertThat(values(LINK, body).filter(link -> link.startsWith("#")).map(link -> link.substring(1)))
                .allMatch(ids::contains);
    }

    private static void headingsHaveNoGap(String body) {
        int before = 0;
        for (String level : values(HEADING, body).toList()) {
            assertThat(Integer.parseInt(level)).isLessThanOrEqualTo(before + 1);
            before = Integer.parseInt(level);
        }
        assertThat(body.split("<h1", -1)).hasSize(2);
    }

    /** Outside of what was said on the wire and of names of cipher suites; the wire is cut out only where that decides. */
    private static void saysWordsAndNoTokens(String body) {
        if (tokens(body).findAny().isPresent()) {
            String ours = body.replaceAll("(?s)<(code|pre)[ >].*?</\\1>", "").replaceAll("href=\"[^\"]*\"", "");
            assertThat(tokens(ours)).isEmpty();
        }
    }

    private static Stream<String> tokens(String text) {
        return TOKEN.matcher(text)
                .results()
                .map(MatchResult::group)
                .filter(token -> !token.startsWith("TLS_") && !token.endsWith("_README"));
    }

    public static Stream<String> values(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(result -> result.group(1));
    }
}
