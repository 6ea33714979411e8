/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dns;

import io.github.smtpprobe.records.Security;
import io.github.smtpprobe.records.TrustAnchor;
import io.github.smtpprobe.records.TrustAnchors;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.xbill.DNS.DClass;
import org.xbill.DNS.DSRecord;
import org.xbill.DNS.EDNSOption;
import org.xbill.DNS.ExtendedErrorCodeOption;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.RRset;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.dnssec.ValidatingResolver;

/**
 * The result of dnsjava's validator for an excerpt.
 *
 * @param security secure, insecure, or bogus
 * @param code     the response code of the answer (RFC 1035 §4.1.1)
 * @param error    the number of the validator's reason (RFC 8914), or -1
 * @param words    the validator's reason, which quotes what servers sent
 * @param excerpt  the excerpt that was validated
 * @param chain    the keys and delegations that were needed
 */
record Proof(Security security, int code, int error, String words, Excerpt excerpt, Chain chain) {
    static final int MOST_ITERATIONS = 150;

    /**
     * The codes that an insecure message may have: none, or that an algorithm or digest is not supported (RFC 8914 §4.2, §4.3).
     */
    private static final Set<Integer> HARMLESS = Set.of(-1, 1, 2);

    /**
     * Settings for names that are not hashed. Keys are cached as messages here: dnsjava's own cache returns them in futures
     * that continue on other threads.
     */
    private static final Properties PLAIN = settings(1);

    /** Settings for hashed names, where dnsjava needs the key that it used last. */
    private static final Properties HASHED = settings(2);

    private static Properties settings(int keys) {
        Properties all = new Properties();
        all.setProperty("dnsjava.dnssec.keycache.max_size", Integer.toString(keys));
        all.setProperty("dnsjava.dnssec.nsec3.iterations.1024", Integer.toString(MOST_ITERATIONS));
        return all;
    }

    /** Validates an excerpt; fails if a key or delegation cannot be obtained. */
    static CompletableFuture<Proof> of(
            Excerpt excerpt, RoundQuestions roundQuestions, TrustAnchors anchors, Clock clock, Waiting waiting) {
        Chain chain = new Chain(roundQuestions, excerpt, waiting);
        try {
            ValidatingResolver validator =
                    new ValidatingResolver(chain, new EndingClock(clock, roundQuestions.deadline()));
            validator.init(excerpt.hashed() ? HASHED : PLAIN);
            validator.getTrustAnchors().clear();
            records(anchors).forEach(each -> validator.getTrustAnchors().store(new RRset(each)));
            return validator
                    .sendAsync(excerpt.query(), Runnable::run)
                    .thenApply(validated -> of(validated, excerpt, chain))
                    .toCompletableFuture();
        } catch (IOException | RuntimeException unable) {
            return SameThreadFuture.failed(unable);
        }
    }

    static List<DSRecord> records(TrustAnchors anchors) {
        List<DSRecord> all = new ArrayList<>();
        for (TrustAnchor anchor : anchors.all()) {
            try {
                all.add(record(anchor));
            } catch (IOException noName) {
                // such an anchor covers no zone
            }
        }
        return all;
    }

    private static DSRecord record(TrustAnchor anchor) throws IOException {
        Name zone = anchor.zone().isEmpty() ? Name.root : Name.fromString(anchor.zone(), Name.root);
        return new DSRecord(
                zone, DClass.IN, 0, anchor.keyTag(), anchor.algorithm(), anchor.digestType(), anchor.digest());
    }

    private static Proof of(Message validated, Excerpt excerpt, Chain chain) {
        int code = validated.getRcode();
        boolean answered = code == Rcode.NOERROR || code == Rcode.NXDOMAIN;
        Security security = validated.getHeader().getFlag(Flags.AD)
                ? Security.SECURE
                : answered ? Security.INSECURE : Security.BOGUS;
        OPTRecord options = validated.getOPT();
        int error = options == null
                ? -1
                : options.getOptions(EDNSOption.Code.EDNS_EXTENDED_ERROR).stream()
                        .map(option -> ((ExtendedErrorCodeOption) option).getErrorCode())
                        .findFirst()
                        .orElse(-1);
        if (security == Security.INSECURE && !HARMLESS.contains(error)) {
            // a denial that was too much work (RFC 5155 §12.1.1) has a reason, although it looks like an answer
            security = Security.BOGUS;
        }
        return new Proof(security, code, error, reason(validated), excerpt, chain);
    }

    private static String reason(Message validated) {
        return validated.getSection(Section.ADDITIONAL).stream()
                .filter(each -> each.getDClass() == ValidatingResolver.VALIDATION_REASON_QCLASS)
                .map(each -> each instanceof TXTRecord text ? String.join("", text.getStrings()) : "")
                .findFirst()
                .orElse("");
    }

    /** Whether the zone is signed only with algorithms or digests that are not supported here (RFC 4035 §5.2). */
    boolean unsupported() {
        return security == Security.INSECURE && error > 0;
    }

    /**
     * Whether dnsjava ignored the hashed names, so that nothing is denied: because of their iterations, or because they differ
     * from each other, which anybody can cause with old records, or with a capital letter in the name of the zone.
     */
    boolean ignored() {
        return security != Security.SECURE && words.contains("ignored due to");
    }

    /**
     * Whether a verdict was really reached. If something fails while dnsjava looks at a denial, it drops the failure, and the
     * message is insecure without a reason, like one that is covered by an opt-out (RFC 5155 §6).
     */
    boolean reasoned() {
        return security != Security.INSECURE || !words.isEmpty();
    }
}
