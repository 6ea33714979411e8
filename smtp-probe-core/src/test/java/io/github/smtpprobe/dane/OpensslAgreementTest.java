/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.smtpprobe.dane.DaneVerdict.State;
import io.github.smtpprobe.dane.Made.Party;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * OpenSSL, which Postfix and most builds of Exim ask, on two thousand pairs of a chain and records: {@code openssl s_client} connects
 * to a server that shows the chain, and says which record verified it. Usages 0 and 1 are left out of what it gets, as Postfix
 * leaves them out.
 */
@Tag("real-servers")
class OpensslAgreementTest {
    private static final int CHAINS = 200;
    private static final int RECORD_SETS = 10;
    private static final Pattern MATCHED =
            Pattern.compile("DANE TLSA (\\d \\d \\d) \\.\\.\\.([0-9a-f]+) (matched|signed) .* at depth (\\d+)");

    private static final String NOTHING_IMPORTED = "Failed to import any TLSA records";

    /** Every difference, and why it is none of ours. */
    private static final Map<String, Predicate<Pair>> EXPLANATIONS = Map.of(
            "s_client takes a wildcard that is a part of a label. RFC 7672 §3.2.3 does not, and Postfix turns it off"
                    + " (X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS).",
            pair -> pair.difference().equals("OpenSSL takes it")
                    && pair.theirs.contains("Verified peername: m*.example.com"),
            "Matching type 0 with DER that is whole, in which OpenSSL cannot read the key or a part of the certificate. Here the"
                    + " outer form is looked at, as far as comparing takes it; such a record matches nothing.",
            pair -> pair.difference().equals("usable")
                    && Pattern.compile("dane tlsa bad (public key|certificate):")
                            .matcher(pair.theirs)
                            .find()
                    && pair.ours.state() == State.MISMATCH,
            "OpenSSL builds one way and takes the first issuer of a name whose dates hold; where the server sent two certificates of one"
                    + " authority, a way by the other one holds. RFC 7671 §5.2 asks for any; Trait.OTHER_PATH says so.",
            pair -> pair.difference().equals("OpenSSL refuses it") && pair.ours.has(Trait.OTHER_PATH));

    /** A pair, and what the two say of it. */
    private record Pair(
            long chain, long set, Situation situation, List<TlsaRecord> records, DaneVerdict ours, String theirs) {
        boolean verified() {
            return theirs.contains("Verification: OK");
        }

        boolean nothingImported() {
            return theirs.contains(NOTHING_IMPORTED);
        }

        /** What the two do not agree in; empty if they do. */
        String difference() {
            if (nothingImported() || ours.state() == State.UNUSABLE) {
                return nothingImported() && ours.state() == State.UNUSABLE ? "" : "usable";
            }
            if (verified() != (ours.state() == State.MATCHES)) {
                return verified() ? "OpenSSL takes it" : "OpenSSL refuses it";
            }
            return !verified() || sameRecord() ? "" : "record";
        }

        /** Whether the record that OpenSSL names is one of those that authenticate here, by the certificate at the same depth. */
        private boolean sameRecord() {
            Matcher said = MATCHED.matcher(theirs);
            return said.find()
                    && ours.authenticating().stream()
                            .anyMatch(each -> each.record().parameters().equals(said.group(1))
                                    && each.record().text().endsWith(said.group(2))
                                    && depth(each, said.group(3)) == Integer.parseInt(said.group(4)));
        }

        /** OpenSSL counts a trust anchor that only DNS has as if it had been sent; a bare key has no place. */
        private static int depth(RecordVerdict verdict, String how) {
            boolean added = verdict.certificate().isEmpty() && how.equals("matched");
            return Math.max(0, verdict.path().size() - 1) + (added ? 1 : 0);
        }

        List<String> explanations() {
            return EXPLANATIONS.entrySet().stream()
                    .filter(each -> each.getValue().test(this))
                    .map(Map.Entry::getKey)
                    .toList();
        }

        @Override
        public String toString() {
            return difference() + ", chain " + chain + " set " + set + " " + situation.oddities + " sends "
                    + situation.sent.stream()
                            .map(each -> situation.all.indexOf(each))
                            .toList() + " of "
                    + situation.all.stream().map(Party::name).toList() + "\n  " + ours + " "
                    + ours.records().stream()
                            .map(each -> each.record().data().length
                                    + each.asMap().toString().replaceAll("record=[^,]*", ""))
                            .toList()
                    + "\n  " + theirs.replace("\n", "\n  ");
        }
    }

    @Test
    void judgesAsOpensslDoes() throws Exception {
        assumeTrue(there(), "there is no openssl here");
        List<Pair> pairs = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            for (long chain = 0; chain < CHAINS; chain++) {
                pairs.addAll(pairs(chain, threads));
            }
        } finally {
            threads.shutdownNow();
        }
        List<Pair> differences =
                pairs.stream().filter(each -> !each.difference().isEmpty()).toList();
        assertThat(differences)
                .filteredOn(each -> each.explanations().isEmpty())
                .isEmpty();
        assertThat(differences.stream().flatMap(each -> each.explanations().stream()))
                .as("no explanation stands there for nothing")
                .containsAll(EXPLANATIONS.keySet());
        assertThat(pairs).hasSize(CHAINS * RECORD_SETS);
    }

    private static List<Pair> pairs(long chain, ExecutorService threads) throws Exception {
        Situation situation = new Situation(chain);
        List<Pair> pairs = new ArrayList<>();
        try (ShownChain server = new ShownChain(
                situation.sent.get(0).keys().getPrivate(),
                situation.sent.stream().map(Party::certificate).toList())) {
            List<Callable<Pair>> calls = new ArrayList<>();
            for (long set = 0; set < RECORD_SETS; set++) {
                long seed = set;
                calls.add(() -> pair(chain, seed, situation, server.port()));
            }
            for (Future<Pair> each : threads.invokeAll(calls)) {
                pairs.add(each.get());
            }
        }
        return pairs;
    }

    private static Pair pair(long chain, long set, Situation situation, int port) throws Exception {
        List<TlsaRecord> records = situation.records(chain * 1000 + set).stream()
                .filter(each -> each.usability() != Usability.PKIX_USAGE)
                .toList();
        if (records.isEmpty()) {
            records = List.of(TlsaRecord.parse("3 1 1 " + "00".repeat(32)));
        }
        DaneVerdict ours = Dane.judge(
                records,
                situation.sent.stream().map(Party::der).toList(),
                DaneNames.of(Made.HOST),
                java.time.Instant.now());
        return new Pair(chain, set, situation, records, ours, theirs(port, records));
    }

    private static String theirs(int port, List<TlsaRecord> records) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                "openssl",
                "s_client",
                "-brief",
                "-connect",
                "127.0.0.1:" + port,
                "-dane_tlsa_domain",
                Made.HOST,
                "-dane_ee_no_namechecks"));
        for (TlsaRecord each : records) {
            command.add("-dane_tlsa_rrdata");
            command.add(each.text());
        }
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(said).containsAnyOf("CONNECTION ESTABLISHED", NOTHING_IMPORTED);
        return said;
    }

    private static boolean there() throws InterruptedException {
        try {
            return new ProcessBuilder("openssl", "version").start().waitFor() == 0;
        } catch (IOException absent) {
            return false;
        }
    }
}
