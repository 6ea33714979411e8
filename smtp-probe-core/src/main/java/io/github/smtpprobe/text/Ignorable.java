/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.text;

/** Letters and marks that are invisible: Unicode's Default_Ignorable_Code_Point, without the types that are not letters. */
final class Ignorable {
    private Ignorable() {}

    static boolean is(int point) {
        return switch (point) {
            case 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B, 0x180C, 0x180D, 0x180F, 0x3164, 0xFFA0 -> true;
            default -> (point >= 0xFE00 && point <= 0xFE0F) || (point >= 0xE0000 && point <= 0xE0FFF);
        };
    }
}
