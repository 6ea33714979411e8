/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dns;

import java.util.ArrayList;
import java.util.List;
import org.xbill.DNS.Message;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * Limits the number of records in an answer. A message of 64 KiB can contain four thousand records, and dnsjava compares each
 * with all others, past every deadline. Records that answer the question, or lead to the answer, are kept first.
 */
final class FewRecords {
    /**
     * The most records of each section. A host with more addresses, or a domain with more exchangers, is still reported as
     * having too many.
     */
    static final int MOST = 256;

    private static final List<Integer> SECTIONS = List.of(Section.ANSWER, Section.AUTHORITY, Section.ADDITIONAL);

    private FewRecords() {}

    static Message of(Message answer) {
        if (SECTIONS.stream().allMatch(section -> answer.getSection(section).size() <= MOST)) {
            return answer;
        }
        Message few = answer.clone();
        SECTIONS.forEach(few::removeAllRecords);
        for (int section : SECTIONS) {
            kept(answer, section).forEach(record -> few.addRecord(record, section));
        }
        return few;
    }

    private static List<Record> kept(Message answer, int section) {
        List<Record> telling = new ArrayList<>();
        List<Record> others = new ArrayList<>();
        for (Record each : answer.getSection(section)) {
            (tells(each, answer.getQuestion().getType()) ? telling : others).add(each);
        }
        telling.addAll(others);
        return telling.subList(0, Math.min(MOST, telling.size()));
    }

    private static boolean tells(Record record, int asked) {
        int type = record.getType();
        return type == asked || type == Type.CNAME || type == Type.DNAME || type == Type.SOA || type == Type.OPT;
    }
}
