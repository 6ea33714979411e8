/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.connection;

import io.github.smtpprobe.diagnosis.examination.AttemptCheck;
import io.github.smtpprobe.diagnosis.examination.AttemptFindings;
import io.github.smtpprobe.diagnosis.examination.Occasion;
import io.github.smtpprobe.diagnosis.words.SeenClient;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.ReverseName;
import io.github.smtpprobe.fact.ReverseName.Iprev;
import io.github.smtpprobe.fact.ReverseName.Whose;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.smtp.Reply;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A refusal because of this client's reverse name, compared with what DNS says about that name from here. */
public final class OwnReverseName extends AttemptCheck {
    /** The id of the refusals that are examined. */
    private static final String COMPLAINT = "client.no-reverse-name";

    public OwnReverseName() {
        super(Occasion.FAILURE);
    }

    @Override
    protected boolean concerns(Attempt attempt, Occasion given) {
        return super.concerns(attempt, given) && !SeenClient.posed(attempt);
    }

    @Override
    protected void examine(AttemptFindings one) {
        List<ReverseName> ours = one.seen().targetFacts(ReverseName.class).stream()
                .filter(fact -> fact.whose() == Whose.CLIENT
                        && fact.address().filter(each -> reaches(one, each)).isPresent())
                .toList();
        if (!ours.isEmpty()) {
            one.attempt().failures().stream()
                    .filter(fact -> AttemptFindings.refusal(fact)
                            .filter(reply -> complains(one, fact, reply))
                            .isPresent())
                    .findFirst()
                    .ifPresent(fact -> add(one, fact, ours.get(0)));
        }
    }

    /** Whether a name leads to the address that the server saw, which is of the connection's family. */
    private static boolean reaches(AttemptFindings one, InetAddress address) {
        return address.getClass() == one.route().address().getClass();
    }

    private static boolean complains(AttemptFindings one, Fact fact, Reply reply) {
        return one.meaning(fact, reply).id().equals(COMPLAINT);
    }

    private static void add(AttemptFindings one, Fact fact, ReverseName own) {
        Map<String, String> values = ReverseNames.values(own);
        id(own.iprev())
                .ifPresent(id -> one.add(
                        id,
                        fact,
                        "ours",
                        values.getOrDefault("address", ""),
                        "names",
                        values.getOrDefault("names", "")));
    }

    private static Optional<String> id(Optional<Iprev> result) {
        return result.flatMap(each -> switch (each) {
            case PERMERROR -> Optional.of("client.reverse-missing");
            case FAIL -> Optional.of("client.reverse-unconfirmed");
            case PASS -> Optional.of("client.reverse-confirmed");
            case TEMPERROR -> Optional.empty();
        });
    }
}
