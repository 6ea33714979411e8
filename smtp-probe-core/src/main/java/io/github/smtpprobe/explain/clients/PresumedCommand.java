/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.clients;

import io.github.smtpprobe.catalogue.Meaning;
import io.github.smtpprobe.catalogue.ReplyCatalogue;
import io.github.smtpprobe.smtp.Reply;
import io.github.smtpprobe.smtp.Stage;
import java.util.regex.Pattern;

/**
 * The command that a refusal probably answered, if one is likely and the text does not tell. For example, a filter's words are
 * about the message, unless something shows that it had not been sent yet.
 */
public final class PresumedCommand {
    private static final Pattern REFUSAL = Pattern.compile("[45][0-9]{2}(?![0-9])");

    private PresumedCommand() {}

    /** The likely command, or the end of the message if the words mean something else there. */
    public static Stage of(Stage likely, String reply) {
        if (!REFUSAL.matcher(reply).lookingAt()) {
            return likely;
        }
        ReplyCatalogue catalogue = ReplyCatalogue.standard();
        Reply said = Reply.of(Integer.parseInt(reply, 0, 3, 10), reply.substring(Math.min(4, reply.length())));
        Meaning ofMessage = catalogue.explain(Stage.END_OF_DATA, said);
        boolean message = ofMessage.id().startsWith("message.")
                && !catalogue.explain(likely, said).id().equals(ofMessage.id())
                && catalogue.about(said).filter(Stage.END_OF_DATA::equals).isPresent();
        return message ? Stage.END_OF_DATA : likely;
    }
}
