/* SPDX-License-Identifier: MIT */
/* Public keys that were generated for these tests and are used nowhere
 * else. */
#ifndef KEYS_H
#define KEYS_H

#define RSA_1024                                                              \
    "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQC0XhDw1fztz6aX3OEXAPmV"            \
    "T34za4Jw4clzifyrYnJBvg13YaZ/gwDR2Nmd5MV1xKlWn6Q8sR9A/TpTPF3I"            \
    "OA3O3W3ueMo/4MelCCfWJZldLqMjm0Qif9oGIV+2Oa6IOwZWYiYol5tWVXbt"            \
    "T9qCf1+Dk8OSxRDxxibU2crlE7PNQwIDAQAB"

#define RSA_1024_OTHER                                                        \
    "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDRPbqYsQNCgoU/ZoK/NwhH"            \
    "ODjG4fuM3w8KQr9kHFiBUUjjH70qcXME5p28WYbfGwWtwZD97gWHbq0gi6y7"            \
    "39xmJ7PqXIMEMnFEoIOlp3nZLVPoxMOxEPf/Xiy03Cx5r+QiA4ZgbIe0vIvf"            \
    "BIyG34zIQz16qI+BiaCSUHN6aD1WYQIDAQAB"

#define RSA_2048                                                              \
    "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAvVduer72GGXdq5AG"            \
    "Zrhp7kOVVZLLIrx+1+B8wsKmqDRgqNOmWwjsc1aNmvdBbDUG2hydmsMjzY6Y"            \
    "g+QD3ZexC3VXKL5Ak/6OKDWZeaylwof5YrcKBg3SlRlofvn/907AZHmW9mO0"            \
    "SFhiWeCzJ71o8xuWnvrhDyWNsJy4OlWGb0EFa5/ce0F3Il25sv8SBgUFArnS"            \
    "ccjaTdpks1+/rCO/bfHjBZf+ulArv9H+bUf5kuxqMQClGHzJ+OMd1FwRg7rE"            \
    "JgDPuKOXiXbfpIvDT1jM4oyGoxrV1XBbgkEJ6rdGYfMdxs+wU+vJMSQ+wdwi"            \
    "P1aVyys/hkWmsSbCTKwp+Bi+9wIDAQAB"

#endif
