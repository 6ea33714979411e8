/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.bounces;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The signs of a report of a failed or delayed delivery: fields that nothing else has, and opening sentences. */
final class Signs {
    private static final int READ = 400;

    /** The fields of RFC 3464 and RFC 6522, Exim's field, and the events of services that send mail. */
    private static final Pattern FIELD = Pattern.compile(
            "^\\s{0,9}(?:(?:final|original)-recipient: ?[\\w-]{0,20} ?;|reporting-mta: ?\\w|diagnostic-code:"
                    + " ?[\\w-]{1,20} ?;|x-failed-recipients: ?\\S|(?:diagnostic[ -]code|remote system) ?: ?(?:smtp|dns)"
                    + " ?;)|report-type=\"?(?:disposition|delivery)-status|message/(?:global-)?delivery-status|\"(?:notificationtype|eventtype)\""
                    + " ?: ?\"(?:bounce|deliverydelay)\"|\"bouncetype\" ?:");

    private static final Pattern OPENING = Pattern.compile(
            "created automatically by (?:the )?mail(?: delivery| transfer)?|automatically generated delivery"
                    + " status|this is the (?:\\S{1,40} at host|mail system at host|\\S{1,40} program"
                    + " at|mailer-daemon|dragonfly mail agent)|wasn't able to deliver your message|unable to deliver"
                    + " (?:your |the )?(?:message|mail) to|(?:could not|couldn't|cannot|can't|can not|was not|wasn't|has"
                    + " not been|were not) (?:be )?delivered|^\\W{0,9}(?:(?:this is a )?delivery"
                    + " (?:status|failure|failed|report|to the following|has"
                    + " failed|notification)|undeliver\\w{1,12}|failure notice|returned mail|mail (?:delivery"
                    + " fail(?!ed via smtp server)|delivery sub|system error))|^subject: (?:.{0,40}\\W)?(?:undeliver\\w{1,12}|undelivered"
                    + " mail|failure notice|failure delivery|returned mail|mail failure|delivery"
                    + " (?:status|failure|failed|report|notification|has failed)|mail (?:delivery"
                    + " (?:failed|failure)|system error)|non-?delivery)|did not reach (?:the following|some or"
                    + " all)|(?<!smtp error: the )following (?:recipient|address)\\S{0,9} (?:had|could not|failed)|error (?:has )?occurred"
                    + " while attempting to deliver|error delivering your mail|message (?:is|has been) delayed|message not"
                    + " delivered|not delivered to (?:the following|:)|did not receive this message|failed to deliver"
                    + " to|delivery to the following|undeliverable to the following|could not be reached|the group you"
                    + " tried to contact|you are not (?:a )?member of|^duplicated message-id|recipient addresses that"
                    + " were$|this is a copy of (?:the|your) message|original message follows|nicht"
                    + " zugestellt|unzustellbar|konnte\\S{0,5} nicht .{0,60}zugestellt|zustellung"
                    + " .{0,40}fehlgeschlagen|n'a pas (?:pu )?(?:\u00EAtre|\u00E9t\u00E9)"
                    + " (?:remis|distribu|d\u00E9livr|livr)|\u00E9chec de (?:la )?remise|non remis|no se (?:pudo|ha"
                    + " podido|puede) entregar|no (?:se )?(?:ha sido )?entregad|non \u00E8 stato (?:possibile"
                    + " )?(?:consegn|recapit)|mancato recapito|n\u00E3o (?:foi|p\u00F4de ser|pode ser) entregue|niet"
                    + " (?:worden )?(?:bezorgd|afgeleverd)|\u914D\u4FE1(?:\u3067\u304D|\u4E0D\u80FD|\u306B\u5931\u6557)"
                    + "|\u9001\u4FE1\u3067\u304D\u307E\u305B\u3093|\u65E0\u6CD5(?:\u9012\u9001|\u6295\u9012|\u9001\u8FBE)|\u9000\u4FE1|\u9000\u56DE|(?:\u914D\u4FE1|\u914D\u9054|\u9001\u4FE1|\u304A\u5C4A\u3051)(?:\u3055\u308C|\u3067\u304D|\u3044\u305F\u3060\u3051)\u307E\u305B\u3093|\u5931\u8D25\u7684\u90AE\u4EF6|\u043D\u0435"
                    + " (?:\u043C\u043E\u0436\u0435\u0442 \u0431\u044B\u0442\u044C |\u0431\u044B\u043B\u043E"
                    + " )?\u0434\u043E\u0441\u0442\u0430\u0432\u043B\u0435\u043D");

    private static final Pattern DELAY = Pattern.compile(
            "^\\s{0,9}action: ?delayed|warning message only|only a warning|(?:has been|is|was) delayed|delayed for"
                    + " more|do not need to re-?send|no need to re-?send|(?:will be|is being) retried|will"
                    + " (?:continue|keep) trying|still undelivered|not yet (?:been )?delivered|not delivered yet|temporary"
                    + " failure report|could not send message for past|subject: .{0,60}\\(delay\\)|deliverydelay");

    private static final Pattern ACTION = Pattern.compile("^\\s{0,9}action: ?[a-z]");
    private static final Pattern BAD_ACTION = Pattern.compile("^\\s{0,9}action: ?(?:failed|delayed)");

    private static final Pattern FINAL = Pattern.compile("^\\s{0,9}action: ?failed(?!\\w)|giving up|given up");

    private Signs() {}

    /** Whether a text is such a report; a report of success only is not one. */
    static boolean report(List<String> lines) {
        List<String> beginnings = beginnings(lines);
        boolean good = any(ACTION, beginnings) && !any(BAD_ACTION, beginnings);
        return !good && (any(FIELD, beginnings) || any(OPENING, beginnings));
    }

    /** Whether it says that delivery will be tried again. */
    static boolean delayed(List<String> lines) {
        List<String> beginnings = beginnings(lines);
        return any(DELAY, beginnings) && !any(FINAL, beginnings);
    }

    /** The beginnings of lines in lower case, like the signs: a pattern that ignores case takes twice as long. */
    private static List<String> beginnings(List<String> lines) {
        return lines.stream()
                .map(line -> line.substring(0, Math.min(READ, line.length())).toLowerCase(Locale.ROOT))
                .toList();
    }

    private static boolean any(Pattern sign, List<String> lines) {
        return lines.stream().anyMatch(line -> sign.matcher(line).find());
    }
}
