using System.Text;
using SdkNode.Envelope.Sealing;
using SdkNode.Security.Encryption;

namespace SdkNode.Envelope.Opening;

/// <summary>Envelopes that are rightly signed, by somebody who means harm or cannot do better.</summary>
public sealed class DecryptionRefusalTests
{
    private static readonly string s_receiver = Convert.ToBase64String(TestKeys.Receiver.Certificate.RawData);
    private static readonly string s_sender = Convert.ToBase64String(TestKeys.Sender.Certificate.RawData);

    public static TheoryData<string, string, string> Structures => new()
    {
        { "the cipher is another", "xmlenc#aes256-cbc", "xmlenc#tripledes-cbc" },
        { "the key transport is PKCS 1", "xmlenc#rsa-oaep-mgf1p", "xmlenc#rsa-1_5" },
        { "the type is another", "xmlenc#Element", "xmlenc#Content" },
        { "the key is there twice", "</ds:KeyInfo><xenc:CipherData>", "<xenc:EncryptedKey/></ds:KeyInfo><xenc:CipherData>" },
        { "the key is elsewhere", "xenc:EncryptedKey>", "xenc:AgreementMethod>" },
        { "no certificate is named", "ds:X509Certificate>", "ds:X509SKI>" },
        { "the certificate is none", $"<ds:X509Certificate>{s_receiver}", "<ds:X509Certificate>AAAA" },
        { "the ciphertext is elsewhere", "</xenc:CipherData></xenc:EncryptedData>", "<xenc:CipherReference URI=\"http://a.example/\"/></xenc:CipherData></xenc:EncryptedData>" },
        { "there is a second ciphertext", "</xenc:CipherData></xenc:EncryptedData>", "</xenc:CipherData><xenc:CipherData/></xenc:EncryptedData>" },
    };

    [Theory]
    [MemberData(nameof(Structures))]
    [Rule("O2O-2.2", Refuses = true)]
    [Rule("O2O-2.5", Refuses = true)]
    [Rule("RCPT-5", Refuses = true)]
    public async Task Encryption_that_the_profile_does_not_know_is_not_deciphered(string what, string from, string to)
    {
        var envelope = await TestEnvelopes.SealedAgainAsync(await TestEnvelopes.SealedMessageAsync(), text => Altered(text, from, to));
        var fault = await FaultAsync(envelope);
        Assert.True(fault.Rules[0].RuleId == "O2O-2", $"{what}: {fault.Detail}");
    }

    [Fact]
    public async Task Two_encrypted_payloads_are_no_conforming_envelope()
    {
        var envelope = await TestEnvelopes.SealedAgainAsync(
            await TestEnvelopes.SealedMessageAsync(),
            text => text.Replace("</xenc:EncryptedData>", "</xenc:EncryptedData><xenc:EncryptedData xmlns:xenc=\"http://www.w3.org/2001/04/xmlenc#\"/>", StringComparison.Ordinal));
        Assert.Equal(EnvelopeDisposition.NotCompliant, (await TestEnvelopes.VerifyAsync(envelope)).Fault!.Disposition);
    }

    [Fact]
    [Rule("O2O-2.4")]
    [Rule("O2O-2.4", Refuses = true)]
    public async Task The_key_is_chosen_by_the_certificate_and_a_certificate_of_others_is_named()
    {
        var envelope = await TestEnvelopes.SealedMessageAsync(TestEnvelopes.MessageKeys with { EncryptFor = TestKeys.Sender.Certificate });
        var fault = await FaultAsync(envelope);
        Assert.Contains("no key of ours for certificate", fault.Detail, StringComparison.Ordinal);
        Assert.Contains("CN=sender", fault.Detail, StringComparison.Ordinal);
    }

    [Fact]
    [Rule("O2O-2.7")]
    [Rule("RCPT-5", Refuses = true)]
    public async Task Key_padding_tag_base64_xml_and_root_are_one_and_the_same_fault()
    {
        var message = await TestEnvelopes.SealedMessageAsync();
        var authenticated = await TestEnvelopes.SealedMessageAsync(TestEnvelopes.MessageKeys with { Cipher = ContentCipher.Aes256Gcm });
        var forSender = await TestEnvelopes.SealedMessageAsync(TestEnvelopes.MessageKeys with { EncryptFor = TestKeys.Sender.Certificate });
        byte[][] envelopes =
        [
            await TestEnvelopes.SealedAgainAsync(forSender, text => text.Replace(s_sender, s_receiver, StringComparison.Ordinal)),
            await TestEnvelopes.SealedAgainAsync(message, text => EditCiphertext(text, octets => octets[^1] ^= 1)),
            await TestEnvelopes.SealedAgainAsync(message, text => EditCiphertext(text, octets => octets[20] ^= 0x80)),
            await TestEnvelopes.SealedAgainAsync(authenticated, text => EditCiphertext(text, octets => octets[^1] ^= 1)),
            await TestEnvelopes.SealedAgainAsync(message, text => Altered(text, "</xenc:CipherValue></xenc:CipherData></xenc:EncryptedData>", "*</xenc:CipherValue></xenc:CipherData></xenc:EncryptedData>")),
            await TestEnvelopes.SealedAgainAsync(message, text => text.Replace("}messagePayload<", "}other<", StringComparison.Ordinal)),
            await TestEnvelopes.SealPlaintextAsync(TestEnvelopes.MessageHeader, ""),
            await TestEnvelopes.SealPlaintextAsync(TestEnvelopes.MessageHeader, "text"),
            await TestEnvelopes.SealPlaintextAsync(TestEnvelopes.MessageHeader, "<!DOCTYPE a>" + TestEnvelopes.Message),
            await TestEnvelopes.SealPlaintextAsync(TestEnvelopes.MessageHeader, TestEnvelopes.Message + TestEnvelopes.Message),
            await TestEnvelopes.SealPlaintextAsync(TestEnvelopes.MessageHeader, TestEnvelopes.Message + "</context><context>"),
            await TestEnvelopes.SealPlaintextAsync(TestEnvelopes.MessageHeader, TestEnvelopes.Message + "</context><!--"),
            await TestEnvelopes.SealPlaintextAsync(TestEnvelopes.MessageHeader, TestEnvelopes.Message[..^3]),
        ];
        var details = new List<string>();
        foreach (var envelope in envelopes)
        {
            details.Add((await FaultAsync(envelope)).Detail);
        }

        Assert.Single(details.Distinct());
        Assert.StartsWith("RCPT-5", details[0], StringComparison.Ordinal);
    }

    [Fact]
    [Rule("O2O-1.2", Refuses = true)]
    public async Task Octets_that_changed_after_verification_do_not_count()
    {
        var envelope = await TestEnvelopes.SealedMessageAsync();
        var verified = (await TestEnvelopes.VerifyAsync(envelope)).Value!;
        var changed = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(envelope).Replace("varmland.vardcentral", "varmland.other", StringComparison.Ordinal));
        using var output = new MemoryStream();
        var opened = await EnvelopeOpener.DecryptAsync(verified, new MemoryStream(changed), TestKeys.OfReceiver, output, CancellationToken.None);
        Assert.Equal("O2O-1", opened.Fault!.Rules[0].RuleId);
    }

    private static string Altered(string text, string from, string to) => text.Replace(from, to, StringComparison.Ordinal);

    private static string EditCiphertext(string text, Action<byte[]> edit)
    {
        var end = text.LastIndexOf("</xenc:CipherValue>", StringComparison.Ordinal);
        var start = text.LastIndexOf('>', end - 1) + 1;
        var octets = Convert.FromBase64String(text[start..end]);
        edit(octets);
        return text[..start] + Convert.ToBase64String(octets) + text[end..];
    }

    private static async Task<EnvelopeFault> FaultAsync(byte[] envelope)
    {
        var (opened, _) = await TestEnvelopes.OpenAsync(envelope);
        Assert.Null(opened.Value);
        Assert.Equal(EnvelopeDisposition.NoReceipt, opened.Fault!.Disposition);
        Assert.Null(opened.Fault.Line);
        return opened.Fault;
    }
}
