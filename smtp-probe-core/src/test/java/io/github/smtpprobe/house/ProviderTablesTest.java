/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.house;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.catalogue.ReplyCatalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Three tables know providers by their hosts: where they take submissions ({@code diagnosis.signs}), whose reply it is ({@code catalogue}), and which
 * names a shared transcript keeps ({@code transcript}). Whoever adds one to a table adds it to the others, or says here why not.
 */
class ProviderTablesTest {
    private static final Path TABLES = Path.of("src/main/resources/io/github/smtpprobe");
    private static final Pattern PROVIDER = Pattern.compile("^## provider (.+)\nhosts: (.+)$", Pattern.MULTILINE);
    private static final Pattern HOST = Pattern.compile("[a-z0-9-]+([.][a-z0-9-]+)+");

    private static final String SENDS = "sends for programs and has no mailboxes: nobody takes its exchangers for it";
    private static final String FILTERS =
            "filters mail for the mailboxes of others, and takes no submissions from users";
    private static final String NOT_LOOKED = "nobody has looked yet where it takes submissions";
    private static final Map<String, String> WITHOUT_SUBMISSION = Map.ofEntries(
            entry("SendGrid", SENDS),
            entry("Mailgun", SENDS),
            entry("Brevo", SENDS),
            entry("Postmark", SENDS),
            entry("SparkPost", SENDS),
            entry("Mimecast", FILTERS),
            entry("Symantec", FILTERS),
            entry("NetEase", NOT_LOOKED),
            entry("QQ", NOT_LOOKED));

    private static final String USUAL = "no meaning of the catalogue is for its replies alone";
    private static final Map<String, String> WITHOUT_OWN_REPLIES = Map.of(
            "Fastmail", USUAL, "Proton", USUAL, "Strato", USUAL, "OVH", USUAL, "Rackspace", USUAL, "GoDaddy", USUAL);

    private static final String FEW = "its users are fewer than those of the kept names, and easier to tell from them";
    private static final Map<String, String> NOT_KEPT = Map.of(
            "Fastmail", FEW,
            "Proton", FEW,
            "Strato", FEW,
            "Rackspace", FEW,
            "GoDaddy", FEW,
            "Brevo", FEW,
            "Postmark", FEW,
            "SparkPost", FEW,
            "Mimecast", FEW,
            "Symantec", FEW);

    private static final String LIST = "a block list, which has neither mailboxes nor replies";
    private static final String LINKED = "the name of pages that replies of its provider link to";
    private static final Map<String, String> KEPT_ALONE = Map.of(
            "microsoft.com",
            LINKED,
            "apple.com",
            LINKED,
            "t-online.de",
            NOT_LOOKED + ", and " + USUAL,
            "spamhaus.org",
            LIST,
            "spamcop.net",
            LIST,
            "sorbs.net",
            LIST,
            "barracudacentral.org",
            LIST,
            "abuseat.org",
            LIST);

    private static String read(String file) throws IOException {
        return Files.readString(TABLES.resolve(file)).replace("\r\n", "\n");
    }

    private static Stream<String[]> rows(String file) throws IOException {
        return read(file).lines().filter(line -> !line.startsWith("#")).map(line -> line.split("\t", -1));
    }

    private static String lastTwo(String host) {
        String[] labels = host.split("[.]", -1);
        return labels[labels.length - 2] + "." + labels[labels.length - 1];
    }

    private static Map<String, Set<String>> submission() throws IOException {
        Map<String, Set<String>> all = new LinkedHashMap<>();
        rows("diagnosis/signs/providers.tsv")
                .forEach(row -> all.put(
                        row[0],
                        HOST.matcher(row[2])
                                .results()
                                .map(host -> lastTwo(host.group()))
                                .collect(Collectors.toSet())));
        return all;
    }

    private static Map<String, Set<String>> replies() throws IOException {
        Map<String, Set<String>> all = new LinkedHashMap<>();
        Matcher blocks = PROVIDER.matcher(read("catalogue/meanings.txt"));
        while (blocks.find()) {
            all.put(blocks.group(1), Set.copyOf(Arrays.asList(blocks.group(2).split(" ", -1))));
        }
        return all;
    }

    private static Set<String> kept() throws IOException {
        return rows("transcript/provider-names.tsv")
                .filter(row -> row[0].equals("domain"))
                .map(row -> row[1])
                .collect(Collectors.toSet());
    }

    private static Set<String> all(Map<String, Set<String>> providers) {
        return providers.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
    }

    private static boolean meet(Collection<String> some, Collection<String> others) {
        return some.stream()
                .anyMatch(one -> others.stream()
                        .anyMatch(
                                other -> one.equals(other) || one.endsWith("." + other) || other.endsWith("." + one)));
    }

    private static Set<String> unknown(Map<String, Set<String>> providers, Set<String> to) {
        Map<String, Set<String>> left = new TreeMap<>(providers);
        left.values().removeIf(hosts -> meet(hosts, to));
        return left.keySet();
    }

    /** Each provider by all of its hosts, whichever table has them. */
    private static Map<String, Set<String>> together() throws IOException {
        Map<String, Set<String>> all = new TreeMap<>();
        for (Map<String, Set<String>> one : List.of(submission(), replies())) {
            one.forEach((name, hosts) ->
                    all.computeIfAbsent(name, key -> new TreeSet<>()).addAll(hosts));
        }
        replies()
                .values()
                .forEach(hosts -> all.values().stream()
                        .filter(known -> meet(known, hosts))
                        .forEach(known -> known.addAll(hosts)));
        return all;
    }

    @Test
    void whoeverIsKnownByRepliesIsKnownBySubmission() throws Exception {
        assertThat(replies()).hasSizeGreaterThan(10);
        assertThat(unknown(replies(), all(submission())))
                .containsExactlyInAnyOrderElementsOf(WITHOUT_SUBMISSION.keySet());
    }

    @Test
    void whoeverIsKnownBySubmissionIsKnownByReplies() throws Exception {
        assertThat(submission()).hasSizeGreaterThan(10);
        assertThat(unknown(submission(), all(replies())))
                .containsExactlyInAnyOrderElementsOf(WITHOUT_OWN_REPLIES.keySet());
    }

    @Test
    void theirNamesAreKeptInSharedTranscripts() throws Exception {
        assertThat(kept()).hasSizeGreaterThan(10);
        assertThat(unknown(together(), kept())).containsExactlyInAnyOrderElementsOf(NOT_KEPT.keySet());
    }

    @Test
    void namesThatAreKeptAreThoseOfProviders() throws Exception {
        Set<String> hosts = all(together());
        Set<String> alone = new TreeSet<>(kept());
        alone.removeIf(each -> meet(Set.of(each), hosts));
        assertThat(alone).containsExactlyInAnyOrderElementsOf(KEPT_ALONE.keySet());
    }

    @Test
    void theCatalogueKnowsTheHostsThatStandInItsTable() {
        assertThat(ReplyCatalogue.standard().provider("smtp.gmail.com")).contains("Google");
    }
}
