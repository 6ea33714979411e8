/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.servers;

import io.github.smtpprobe.report.Actor;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.Severity;
import io.github.smtpprobe.text.tables.Tables;
import io.github.smtpprobe.text.tables.Template;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a finding means to the operator of the server that wrote the log; for them, the client is somebody else.
 *
 * @param id     the id of the finding
 * @param why    the explanation
 * @param remedy what to do
 */
public record ServerView(String id, String why, String remedy) {
    private static final String ANY = "*";
    /** The beginning of explanations that were written for that operator. */
    private static final String OF_SERVER = "This is the log of the server";

    /** The beginning of remedies that are only for that operator. */
    private static final String OF_OPERATOR = "On this server";

    /** The table, read with the first log of a server. */
    private static final class Table {
        static final Map<String, ServerView> ROWS = Tables.of(
                        ServerView.class, "server-views.tsv", cells -> new ServerView(cells[0], cells[1], cells[2]))
                .stream()
                .collect(Collectors.toUnmodifiableMap(ServerView::id, each -> each));

        /** What is said about any error without a row of its own. */
        static final String BESIDE = ROWS.values().stream()
                .filter(each -> each.id.equals(ANY))
                .map(ServerView::why)
                .findFirst()
                .orElseThrow();
    }

    static Map<String, ServerView> all() {
        return Table.ROWS;
    }

    /**
     * A finding for that operator. Findings that the operator can examine directly, and those that are not errors, stay as they
     * are.
     */
    public static Finding of(Finding finding, String peer) {
        if (finding.severity() != Severity.ERROR || finding.explanation().startsWith(OF_SERVER)) {
            return finding;
        }
        Map<String, String> values = Map.of("peer", peer);
        ServerView own = Table.ROWS.get(finding.id());
        return own == null || (finding.actor() == Actor.SERVER_OPERATOR && !own.remedy.startsWith(OF_OPERATOR))
                ? with(finding, finding.explanation() + " " + Template.fill(Table.BESIDE, values), finding.remedy())
                : with(finding, Template.fill(own.why, values), Template.fill(own.remedy, values));
    }

    private static Finding with(Finding finding, String why, String remedy) {
        return finding.toBuilder().explanation(why).remedy(remedy).build();
    }
}
