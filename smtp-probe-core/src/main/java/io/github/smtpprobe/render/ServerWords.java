/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.render;

import io.github.smtpprobe.dane.DaneVerdict;
import io.github.smtpprobe.dane.Objection;
import io.github.smtpprobe.dane.RecordVerdict;
import io.github.smtpprobe.dane.Trait;
import io.github.smtpprobe.dane.Usability;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.survey.ServerHandshake;
import io.github.smtpprobe.survey.TlsResult;
import io.github.smtpprobe.tls.Certificate;
import io.github.smtpprobe.tls.TlsInfo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** One conversation with an address of an exchanger in words: TLS, certificate, and which TLSA record matches which certificate. */
final class ServerWords {
    private static final int MOST_RECORDS = 20;
    private static final int MOST_NAMES = 5;
    private static final int LONGEST = 200;

    private ServerWords() {}

    /** Most servers have one kind of key, so it is not a failure if there is none of the other kind. */
    static boolean otherKeyAbsent(ServerHandshake handshake) {
        return (handshake.offer() == ServerHandshake.Offer.RSA || handshake.offer() == ServerHandshake.Offer.ECDSA)
                && handshake.state() == TlsResult.FAILED;
    }

    static String mark(ServerHandshake handshake) {
        return otherKeyAbsent(handshake) ? StepLine.NOT_DONE : mark(handshake.state());
    }

    private static String mark(TlsResult state) {
        return switch (state) {
            case WORKS -> StepLine.DONE;
            case NOT_OFFERED, REFUSED, FAILED, NO_CONVERSATION -> StepLine.FAILED;
            case NOT_TESTED -> StepLine.NOT_DONE;
        };
    }

    /** What the client offered; empty if it offered everything. */
    static String of(ServerHandshake.Offer offer) {
        return switch (offer) {
            case ANY -> "";
            case RSA -> "With RSA alone: ";
            case ECDSA -> "With ECDSA alone: ";
            case NO_NAME -> "Without a server name: ";
        };
    }

    /** The result of TLS, with the version or the failure. */
    static String tls(ServerHandshake handshake) {
        TlsResult state = handshake.state();
        if (otherKeyAbsent(handshake)) {
            return "no handshake, so it has no such key, or no TLS 1.2";
        }
        String words = state.label();
        if (state == TlsResult.WORKS) {
            return words
                    + handshake
                            .tls()
                            .flatMap(TlsInfo::protocol)
                            .map(each -> ", " + each)
                            .orElse("");
        }
        return failure(handshake).map(why -> words + ": " + why).orElse(words);
    }

    private static Optional<String> failure(ServerHandshake handshake) {
        return handshake.attempt().facts().stream()
                .filter(fact -> fact.state() == Fact.State.FAILED)
                .map(Fact::description)
                .filter(words -> !words.isEmpty())
                .map(words -> Shortened.of(words, LONGEST))
                .findFirst();
    }

    /** The server's own certificate; empty if none was seen. */
    static List<String> certificate(ServerHandshake handshake, Instant at) {
        if (handshake.chain().isEmpty()) {
            return List.of();
        }
        Certificate own = handshake.chain().get(0);
        List<String> words = new ArrayList<>();
        words.add("certificate for " + names(own) + "; " + CertificateWords.key(own) + "; valid "
                + CertificateWords.dates(own, at, "this survey"));
        handshake
                .tls()
                .flatMap(tls -> tls.verdict().map(verdict -> CertificateWords.of(verdict, tls.identity())))
                .ifPresent(verdict -> words.add("public trust: " + verdict));
        words.add("SHA-256 " + own.sha256());
        if (handshake.chain().size() > 1) {
            words.add(handshake.chain().size() + " certificates were sent");
        }
        return words;
    }

    private static String names(Certificate own) {
        List<String> names = own.names();
        if (names.isEmpty()) {
            return Shortened.of(own.subject(), LONGEST);
        }
        int more = names.size() - MOST_NAMES;
        return names.stream()
                        .limit(MOST_NAMES)
                        .map(each -> Shortened.of(Words.name(each), LONGEST))
                        .collect(Collectors.joining(", "))
                + (more > 0 ? " and " + more + " more" : "");
    }

    /**
     * What each TLSA record says about the certificates, with those that authenticate the server first; empty if there is
     * nothing to compare.
     */
    static List<String> dane(ServerHandshake handshake) {
        List<String> words = new ArrayList<>();
        handshake.dane().ifPresent(verdict -> {
            List<RecordVerdict> all = verdict.records();
            for (boolean authenticates : new boolean[] {true, false}) {
                for (int i = 0; i < all.size() && words.size() < MOST_RECORDS; i++) {
                    if (all.get(i).authenticates() == authenticates) {
                        words.add(of(all.get(i), i + 1, handshake.chain().size()));
                    }
                }
            }
            if (all.size() > MOST_RECORDS) {
                words.add("and " + (all.size() - MOST_RECORDS) + " more records");
            }
            traits(verdict).ifPresent(words::add);
        });
        return words;
    }

    private static String of(RecordVerdict verdict, int number, int chain) {
        String record = "record " + number + " (" + verdict.record().parameters() + ") ";
        String certificate = verdict.certificate().isPresent()
                ? "matches certificate " + (verdict.certificate().getAsInt() + 1) + " of " + chain
                : "";
        String objection =
                verdict.objection().map(each -> of(each, verdict.usability())).orElse("");
        if (verdict.authenticates()) {
            return record + certificate + (certificate.isEmpty() ? "" : " and ") + "authenticates the server"
                    + (objection.isEmpty() ? "" : "; " + objection);
        }
        return record
                + (certificate.isEmpty()
                        ? "does not authenticate the server"
                        : certificate + ", and does not authenticate the server")
                + (objection.isEmpty() ? "" : ": " + objection);
    }

    private static String of(Objection objection, Usability usability) {
        return objection == Objection.UNUSABLE ? objection.label() + ", " + usability.label() : objection.label();
    }

    private static Optional<String> traits(DaneVerdict verdict) {
        return verdict.traits().isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "also: " + verdict.traits().stream().map(Trait::label).collect(Collectors.joining("; ")));
    }

    /** The result of TLSA for one conversation, in a word. */
    static Optional<String> dane(DaneVerdict verdict) {
        return switch (verdict.state()) {
            case NONE -> Optional.empty();
            case UNUSABLE -> Optional.of(StepLine.FAILED + " no TLSA record can be used");
            case MATCHES -> Optional.of(StepLine.DONE + " a TLSA record authenticates the server");
            case MISMATCH -> Optional.of(StepLine.FAILED + " no TLSA record authenticates the server");
        };
    }
}
