/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Answers with more records than anybody needs. */
class FewRecordsTest {
    private static final Name NAME = Name.fromConstantString("mx.example.");

    private static Record address(int last) throws Exception {
        return new ARecord(NAME, DClass.IN, 60, InetAddress.getByAddress(new byte[] {10, 0, 0, (byte) last}));
    }

    private static Message answer() {
        Message answer = new Message(7);
        answer.addRecord(Record.newRecord(NAME, Type.A, DClass.IN), Section.QUESTION);
        return answer;
    }

    @Test
    void whatAnswersTheQuestionIsKeptFirst() throws Exception {
        Message answer = answer();
        for (int i = 0; i < 1_000; i++) {
            answer.addRecord(new NSRecord(NAME, DClass.IN, i, NAME), Section.ANSWER);
            answer.addRecord(new NSRecord(NAME, DClass.IN, i, NAME), Section.ADDITIONAL);
        }
        answer.addRecord(address(1), Section.ANSWER);
        answer.addRecord(new CNAMERecord(NAME, DClass.IN, 60, NAME), Section.ANSWER);
        answer.addRecord(new OPTRecord(1232, 0, 0, 0), Section.ADDITIONAL);
        Message few = FewRecords.of(answer);
        assertThat(few.getSection(Section.ANSWER))
                .hasSize(FewRecords.MOST)
                .startsWith(address(1), new CNAMERecord(NAME, DClass.IN, 60, NAME));
        assertThat(few.getOPT()).isNotNull();
        assertThat(few.getHeader().getCount(Section.ANSWER)).isEqualTo(FewRecords.MOST);
        assertThat(few.getQuestion()).isEqualTo(answer.getQuestion());
        assertThat(few.getHeader().getID()).isEqualTo(7);
    }

    @Test
    void usualAnswersStayAsTheyAre() throws Exception {
        Message answer = answer();
        answer.addRecord(address(1), Section.ANSWER);
        assertThat(FewRecords.of(answer)).isSameAs(answer);
    }
}
