/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dns;

import io.github.smtpprobe.records.RootValidation;
import io.github.smtpprobe.records.Security;
import io.github.smtpprobe.records.TrustAnchors;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.xbill.DNS.DNSKEYRecord;
import org.xbill.DNS.DSRecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Checks once whether the root zone validates, before any other zone is blamed. */
final class RootCheck {
    private final Waiting waiting = new Waiting();
    private final BooleanSupplier silent;
    private final CompletableFuture<ProofBasis> looking;

    RootCheck(RoundQuestions roundQuestions, TrustAnchors anchors, Clock clock) {
        silent = () -> roundQuestions.silent(waiting);
        looking = look(roundQuestions, anchors, new EndingClock(clock, roundQuestions.deadline()), waiting);
    }

    /** A check whose result is already known. */
    RootCheck(RootValidation known) {
        silent = () -> false;
        looking = SameThreadFuture.of(ProofBasis.of(known));
    }

    boolean done() {
        return looking.isDone();
    }

    void wakes(Round round) {
        CompletableFuture<ProofBasis> unused = looking.whenComplete((found, failure) -> round.wake());
    }

    /** The result so far. */
    ProofBasis basis() {
        return looking.isDone() ? looking.join() : ProofBasis.silent(silent.getAsBoolean());
    }

    private static CompletableFuture<ProofBasis> look(
            RoundQuestions roundQuestions, TrustAnchors anchors, Clock clock, Waiting waiting) {
        List<DSRecord> trusted = Proof.records(anchors);
        if (trusted.isEmpty()) {
            return SameThreadFuture.of(
                    ProofBasis.of(RootValidation.of(RootValidation.State.NO_ANCHOR, "there is no trust anchor")));
        }
        Name zone = trusted.stream().anyMatch(each -> each.getName().equals(Name.root))
                ? Name.root
                : trusted.get(0).getName();
        return roundQuestions
                .ask(RoundQuestions.query(zone, Type.SOA), waiting)
                .thenCompose(whole -> {
                    Excerpt excerpt = Excerpt.of(whole, zone, Type.SOA);
                    if (excerpt.kind() != Excerpt.Kind.RECORDS) {
                        return SameThreadFuture.of(RootValidation.of(
                                RootValidation.State.FAILED,
                                "the name server does not know the start of the root zone"));
                    }
                    if (Records.signatures(whole.getSection(Section.ANSWER), zone, Type.SOA)
                            .isEmpty()) {
                        return SameThreadFuture.of(RootValidation.of(
                                RootValidation.State.STRIPPED,
                                ProvingServer.withoutExtension(whole)
                                        .orElse("the name server leaves out the root zone's signatures")));
                    }
                    return Proof.of(excerpt, roundQuestions, anchors, clock, waiting)
                            .thenApply(proof -> judged(proof, roundQuestions, trusted, clock));
                })
                .thenApply(ProofBasis::of)
                .exceptionally(failure -> ProofBasis.failed(NotLearned.of(failure)));
    }

    private static RootValidation judged(
            Proof proof, RoundQuestions roundQuestions, List<DSRecord> trusted, Clock clock) {
        if (proof.security() == Security.SECURE) {
            List<Integer> missing = proof.chain().links().stream()
                    .flatMap(link -> Signatures.keys(link).stream())
                    .filter(key -> missing(key, trusted))
                    .map(DNSKEYRecord::getFootprint)
                    .distinct()
                    .sorted()
                    .toList();
            return RootValidation.of(RootValidation.State.SOUND, "").withMissingKeys(missing);
        }
        roundQuestions.forget(proof.chain().links());
        if (proof.security() == Security.INSECURE) {
            return RootValidation.of(
                    RootValidation.State.NO_ANCHOR, "the trust anchors cannot be used here: " + proof.words());
        }
        ProofFault why = ProofFault.of(proof, trusted, clock);
        RootValidation.State state = switch (why.trouble()) {
            case NO_KEY -> keyless(proof) ? RootValidation.State.STRIPPED : RootValidation.State.NO_ANCHOR;
            case EXPIRED, NOT_YET -> RootValidation.State.CLOCK;
            case NO_SIGNATURE -> RootValidation.State.STRIPPED;
            default -> RootValidation.State.BOGUS;
        };
        String words = state == RootValidation.State.STRIPPED
                ? proof.chain().unextended().orElse(why.words())
                : why.words();
        return RootValidation.of(state, words);
    }

    private static boolean keyless(Proof proof) {
        List<Message> links = proof.chain().links();
        return links.stream().allMatch(link -> Signatures.keys(link).isEmpty());
    }

    /** Whether it is a key-signing key that is not revoked (RFC 4034 §2.1.1, RFC 5011 §2.1), and that no anchor names. */
    private static boolean missing(DNSKEYRecord key, List<DSRecord> trusted) {
        boolean signsKeys =
                (key.getFlags() & DNSKEYRecord.Flags.SEP_KEY) != 0 && (key.getFlags() & DNSKEYRecord.Flags.REVOKE) == 0;
        return signsKeys && trusted.stream().noneMatch(each -> ProofFault.names(each, key));
    }
}
