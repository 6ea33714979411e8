/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.login;

import io.github.smtpprobe.catalogue.ReplyCatalogue;
import io.github.smtpprobe.smtp.Reply;
import io.github.smtpprobe.smtp.Stage;
import java.util.List;
import java.util.function.Predicate;

/**
 * Tells whether a refusal of AUTH applies to the account or the client as such, temporarily or permanently, so that another
 * mechanism would fail as well.
 */
public final class BarredLogin implements Predicate<Reply> {
    /** A password transition is needed (RFC 4954 §6), which another mechanism may be able to make. */
    private static final int TRANSITION = 432;

    /** The beginnings of the ids. */
    private static final List<String> BARRED = List.of(
            "auth.too-many-attempts", "auth.account-disabled", "auth.smtp-disabled", "account.", "client.", "server.");

    private final ReplyCatalogue catalogue;

    /**
     * Prepares to judge replies.
     *
     * @param catalogue explains replies
     */
    public BarredLogin(ReplyCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    @Override
    public boolean test(Reply reply) {
        if (reply.code().temporary()) {
            return reply.code().value() != TRANSITION;
        }
        String id = catalogue.explain(Stage.AUTH, reply).id();
        return BARRED.stream().anyMatch(id::startsWith);
    }
}
