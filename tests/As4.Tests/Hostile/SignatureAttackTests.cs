using System.Security.Cryptography;
using System.Text.RegularExpressions;
using SdkNode.As4.Messages;
using SdkNode.As4.Receiving;
using SdkNode.As4.Tests.Support;
using SdkNode.Security;
using SdkNode.Security.Certificates;
using SdkNode.Security.Encryption;
using SdkNode.Security.Signatures;

namespace SdkNode.As4.Tests.Hostile;

/// <summary>Signatures that verify mathematically and must still be refused, and those that do not verify.</summary>
public sealed class SignatureAttackTests(AccessPoints parties)
{
    private readonly RecordingConsumer _consumer = new();

    private MessageForge Forge => field ??= new MessageForge(parties).WithPayload();

    [Fact]
    [Rule("AS4-SEC-3.1")]
    [Rule("AS4-SEC-3.2")]
    [Rule("AS4-SEC-3.3")]
    [Rule("AS4-SEC-3.4")]
    [Rule("AS4-SEC-3.5")]
    [Rule("AS4-SEC-4.1")]
    [Rule("AS4-SEC-4.2")]
    [Rule("AS4-SEC-4.3")]
    [Rule("AS4-SEC-2.6")]
    [Rule("AS4-1.4")]
    [Rule("AS4-8.2")]
    [Rule("AS4-3.6")]
    public async Task What_the_forge_makes_unchanged_is_accepted()
    {
        var answer = await Forge.SendAsync(_consumer);

        Assert.Equal(200, answer.Status);
        Assert.Empty(_consumer.Discarded);
        Assert.Equal("<hello/>"u8.ToArray(), _consumer.Payload());
    }

    [Fact]
    [Rule("AS4-SEC-3.2", Refuses = true)]
    public async Task A_signed_header_moved_aside_with_a_forged_one_in_its_place_is_refused()
    {
        // The classic wrapping: the signed Messaging survives under a header that nobody reads.
        Forge.EditSoap = soap =>
        {
            var signed = Regex.Match(soap, "<eb:Messaging.*?</eb:Messaging>", RegexOptions.Singleline).Value;
            var forged = Regex.Replace(signed, "wsu:Id=\"[^\"]*\"", "wsu:Id=\"forged\"").Replace("regionvarmland", "attacker", StringComparison.Ordinal);
            return soap.Replace(signed, $"<w:Wrapper xmlns:w=\"urn:wrapper\">{signed}</w:Wrapper>{forged}", StringComparison.Ordinal);
        };

        await _consumer.RefusedAsync(await Forge.SendAsync(_consumer), "EBMS:0103", "AS4-SEC-3");
    }

    [Fact]
    [Rule("AS4-SEC-3.2", Refuses = true)]
    public async Task Two_elements_with_the_signed_id_are_refused()
    {
        Forge.EditSoap = soap =>
        {
            var signed = Regex.Match(soap, "<eb:Messaging.*?</eb:Messaging>", RegexOptions.Singleline).Value;
            return soap.Replace(signed, $"{signed.Replace("regionvarmland", "attacker", StringComparison.Ordinal)}<w:Wrapper xmlns:w=\"urn:wrapper\">{signed}</w:Wrapper>", StringComparison.Ordinal);
        };

        await _consumer.RefusedAsync(await Forge.SendAsync(_consumer), "EBMS:0101", "AS4-SEC-3");
    }

    [Fact]
    [Rule("AS4-SEC-3.2", Refuses = true)]
    public async Task A_signed_body_moved_aside_is_refused()
    {
        Forge.EditSoap = soap =>
        {
            var body = Regex.Match(soap, "<S12:Body.*?(/>|</S12:Body>)", RegexOptions.Singleline).Value;
            return soap.Replace("</S12:Header>", $"<w:Wrapper xmlns:w=\"urn:wrapper\">{body}</w:Wrapper></S12:Header>", StringComparison.Ordinal)
                .Replace($"</S12:Header>{body}", "</S12:Header><S12:Body/>", StringComparison.Ordinal);
        };

        await _consumer.RefusedAsync(await Forge.SendAsync(_consumer), "EBMS:0103", "AS4-SEC-3");
    }

    [Fact]
    [Rule("AS4-5.7")]
    [Rule("AS4-SEC-1.1", Refuses = true)]
    public async Task A_changed_header_is_refused()
    {
        Forge.EditSoap = soap => soap.Replace("regionvarmland", "attacker", StringComparison.Ordinal);

        await _consumer.RefusedAsync(await Forge.SendAsync(_consumer), "EBMS:0101", "AS4-SEC-1");
    }

    [Theory]
    [InlineData("#messaging-")]
    [InlineData("#body-")]
    [InlineData("cid:message")]
    [Rule("AS4-5.6")]
    [Rule("AS4-SEC-3.1", Refuses = true)]
    [Rule("AS4-SEC-3.3", Refuses = true)]
    public async Task A_part_that_is_not_signed_is_refused(string uri)
    {
        Forge.EditSoap = soap => Regex.Replace(soap, $"<ds:Reference URI=\"{uri}[^>]*>.*?</ds:Reference>", "", RegexOptions.Singleline);
        Forge.SignsAgain = true;

        await _consumer.RefusedAsync(await Forge.SendAsync(_consumer), "EBMS:0103", "AS4-SEC-3");
    }

    [Theory]
    [InlineData("cid:message")]
    [InlineData("cid:other")]
    [Rule("AS4-SEC-3.3", Refuses = true)]
    [Rule("AS4-SEC-3.4", Refuses = true)]
    public async Task A_second_reference_to_an_attachment_or_one_to_an_unknown_one_is_refused(string uri)
    {
        Forge.ExtraReferences.Add(SignatureReference.ToAttachment(uri[4..], SHA256.HashData("<hello/>"u8)));

        await _consumer.RefusedAsync(await Forge.SendAsync(_consumer), "EBMS:0103", "AS4-SEC-3");
    }

    [Theory]
    [InlineData("")]
    [InlineData("http://attacker.example/")]
    [InlineData("#xpointer(/)")]
    [Rule("AS4-SEC-3.4", Refuses = true)]
    public async Task A_reference_to_anything_else_is_refused(string uri)
    {
        Forge.ExtraReferences.Add(new SignatureReference(uri, [new ReferenceTransform(XmlNamespaces.ExcC14N)], HashAlgorithmName.SHA256, new byte[32]));

        var answer = await Forge.SendAsync(_consumer);

        Assert.Contains(_consumer.Refusal.Error?.Code, (string[])["EBMS:0103", "EBMS:0101"]);
        Assert.Equal(200, answer.Status);
        Assert.Empty(_consumer.Headers);
    }

    [Theory]
    [InlineData("http://www.w3.org/TR/1999/REC-xslt-19991116")]
    [InlineData("http://www.w3.org/TR/1999/REC-xpath-19991116")]
    [InlineData("http://www.w3.org/2001/10/xml-exc-c14n#WithComments")]
    [InlineData("http://www.w3.org/TR/2001/REC-xml-c14n-20010315")]
    [InlineData("http://docs.oasis-open.org/wss/oasis-wss-SwAProfile-1.1#Attachment-Complete-Signature-Transform")]
    [InlineData("http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-soap-message-security-1.0#STR-Transform")]
    [Rule("AS4-SEC-3.4", Refuses = true)]
    public async Task A_transform_beyond_the_list_is_refused(string algorithm)
    {
        Forge.EditSoap = soap => new Regex(Regex.Escape($"<ds:Transform Algorithm=\"{XmlNamespaces.ExcC14N}\"")).Replace(soap, $"<ds:Transform Algorithm=\"{algorithm}\"", 1);
        Forge.SignsAgain = true;

        await _consumer.RefusedAsync(await Forge.SendAsync(_consumer), "EBMS:0103", "AS4-SEC-1");
    }

    [Theory]
    [InlineData(SignatureAlgorithms.RsaSha256, "http://www.w3.org/2000/09/xmldsig#rsa-sha1")]
    [InlineData(SignatureAlgorithms.RsaSha256, "http://www.w3.org/2000/09/xmldsig#hmac-sha1")]
    [InlineData("DigestMethod Algorithm=\"" + SignatureAlgorithms.Sha256, "DigestMethod Algorithm=\"http://www.w3.org/2000/09/xmldsig#sha1")]
    [Rule("AS4-5.6")]
    [Rule("AS4-SEC-1.1", Refuses = true)]
    public async Task A_weak_algorithm_is_refused(string from, string to)
    {
        Forge.EditSoap = soap =>
        {
            var signedInfo = Regex.Match(soap, "<ds:SignedInfo.*?</ds:SignedInfo>", RegexOptions.Singleline).Value;
            return soap.Replace(signedInfo, signedInfo.Replace(from, to, StringComparison.Ordinal), StringComparison.Ordinal);
        };
        Forge.SignsAgain = true;

        await _consumer.RefusedAsync(await Forge.SendAsync(_consumer), "EBMS:0103", "AS4-SEC-1");
    }

    [Fact]
    public async Task Two_signatures_are_refused()
    {
        Forge.EditSoap = soap =>
        {
            var signature = Regex.Match(soap, "<ds:Signature .*?</ds:Signature>", RegexOptions.Singleline).Value;
            return soap.Replace(signature, signature + signature, StringComparison.Ordinal);
        };

        await _consumer.RefusedAsync(await Forge.SendAsync(_consumer), "EBMS:0103", "AS4-SEC-1");
    }

    [Fact]
    public async Task A_token_replaced_by_another_trusted_one_is_refused()
    {
        Forge.EditSoap = soap => soap.Replace(
            Convert.ToBase64String(parties.A.Certificate.RawData), Convert.ToBase64String(parties.B.Certificate.RawData), StringComparison.Ordinal);

        await _consumer.RefusedAsync(await Forge.SendAsync(_consumer), "EBMS:0101", "AS4-SEC-1");
    }

    [Fact]
    [Rule("AS4-SEC-4.1", Refuses = true)]
    [Rule("AS4-SEC-4.3", Refuses = true)]
    public async Task A_certificate_of_another_environment_another_issuer_out_of_date_or_revoked_is_refused()
    {
        foreach (var signer in new[] { parties.OtherEnvironment, parties.OtherIssuer, parties.Expired, parties.Revoked })
        {
            var consumer = new RecordingConsumer();
            var forge = new MessageForge(parties) { Signer = signer }.WithPayload();

            await consumer.RefusedAsync(await forge.SendAsync(consumer), "EBMS:0101", "AS4-SEC-4");
            Assert.Empty(consumer.Headers);
        }
    }

    [Fact]
    [Rule("AS4-SEC-4.2", Refuses = true)]
    public async Task A_party_id_that_is_not_the_certificates_CN_is_refused()
    {
        Forge.Message = Forge.Message with { From = Forge.Message.From with { Id = "AP0009-DEV" } };

        await _consumer.RefusedAsync(await Forge.SendAsync(_consumer), "EBMS:0101", "AS4-SEC-4");
    }

    [Fact]
    [Rule("AS4-5.8")]
    public async Task When_nobody_can_tell_about_revocation_it_is_a_fault_of_ours_and_the_sender_tries_again()
    {
        var trust = parties.Trust with { Revocation = RevocationPolicy.Hard };
        using var nobody = new HttpClient(new RefusingHandler());
        var verifier = new CertificateVerifier(new RevocationChecker(nobody, TimeProvider.System), TimeProvider.System);
        var receiver = new As4Receiver(parties.Receiver().Options with { ApTrust = trust }, verifier, TimeProvider.System);

        await _consumer.RefusedAsync(await Forge.SendAsync(_consumer, receiver), "EBMS:0202", "AS4-SEC-4");
    }

    [Theory]
    [InlineData("aes128-gcm", "aes128-cbc")]
    [InlineData("Attachment-Content-Only", "Attachment-Complete")]
    [InlineData("http://www.w3.org/2009/xmlenc11#rsa-oaep", "http://www.w3.org/2001/04/xmlenc#rsa-1_5")]
    [InlineData("Attachment-Ciphertext-Transform", "Attachment-Content-Signature-Transform")]
    [Rule("AS4-SEC-2.1", Refuses = true)]
    [Rule("AS4-SEC-2.4", Refuses = true)]
    public async Task Encryption_outside_the_profile_is_refused(string from, string to)
    {
        Forge.EditSoap = soap =>
        {
            var end = soap.IndexOf("<ds:Signature ", StringComparison.Ordinal);
            return soap[..end].Replace(from, to, StringComparison.Ordinal) + soap[end..];
        };

        await _consumer.RefusedAsync(await Forge.SendAsync(_consumer), "EBMS:0103", "AS4-SEC-2");
    }

    [Fact]
    public async Task An_attachment_that_is_signed_and_not_encrypted_is_refused()
    {
        Forge.EditSoap = soap => Regex.Replace(soap, "<xenc:EncryptedData.*?</xenc:EncryptedData>", "", RegexOptions.Singleline);

        await _consumer.RefusedAsync(await Forge.SendAsync(_consumer), "EBMS:0103", "AS4-SEC-2");
    }

    [Fact]
    [Rule("AS4-5.7")]
    [Rule("AS4-SEC-2.6", Refuses = true)]
    public async Task A_bad_key_and_a_bad_tag_look_the_same_from_outside()
    {
        var badTag = new MessageForge(parties) { EditCiphertext = octets => [.. octets[..^1], (byte)(octets[^1] ^ 1)] }.WithPayload();
        var badKey = new MessageForge(parties)
        {
            EditSoap = soap => Regex.Replace(soap, "(<xenc:CipherValue>)(....)", match => match.Groups[1].Value + (match.Groups[2].Value == "AAAA" ? "BBBB" : "AAAA")),
        }.WithPayload();
        foreach (var forge in new[] { badTag, badKey })
        {
            var consumer = new RecordingConsumer();

            await consumer.RefusedAsync(await forge.SendAsync(consumer), "EBMS:0102", "AS4-SEC-2");
            Assert.Single(consumer.Headers);
            Assert.Equal("AS4-SEC-2: An attachment does not decrypt.", consumer.Refusal.Detail);
        }
    }

    [Fact]
    [Rule("AS4-SEC-2.3", Refuses = true)]
    public async Task A_message_for_anothers_key_is_refused()
    {
        Forge.Receiver = parties.A.Certificate;

        await _consumer.RefusedAsync(await Forge.SendAsync(_consumer), "EBMS:0102", "AS4-SEC-2");
    }

    [Fact]
    [Rule("AS4-SEC-2.4")]
    public async Task Aes256_gcm_is_accepted()
    {
        Forge.Cipher = ContentCipher.Aes256Gcm;

        await Forge.SendAsync(_consumer);

        Assert.Equal("<hello/>"u8.ToArray(), _consumer.Payload());
    }

    [Theory]
    [InlineData(-4, 1, true)]
    [InlineData(-20, -10, false)]
    [InlineData(10, 20, false)]
    [Rule("AS4-SEC-1.2")]
    [Rule("AS4-SEC-1.2", Refuses = true)]
    public async Task A_timestamp_is_accepted_when_it_is_current(int createdMinutes, int expiresMinutes, bool accepted)
    {
        Forge.Timestamp = (DateTimeOffset.UtcNow.AddMinutes(createdMinutes), DateTimeOffset.UtcNow.AddMinutes(expiresMinutes));

        var answer = await Forge.SendAsync(_consumer);

        if (accepted)
        {
            Assert.Single(_consumer.Committed);
        }
        else
        {
            await _consumer.RefusedAsync(answer, "EBMS:0103", "AS4-SEC-1");
        }
    }

    [Fact]
    [Rule("AS4-SEC-1.2", Refuses = true)]
    public async Task A_timestamp_that_is_not_signed_is_refused()
    {
        Forge.EditSoap = soap => soap.Replace(
            "<ds:Signature ",
            $"<wsu:Timestamp xmlns:wsu=\"{XmlNamespaces.Wsu}\"><wsu:Created>{XsDateTime.Format(DateTimeOffset.UtcNow)}</wsu:Created></wsu:Timestamp><ds:Signature ",
            StringComparison.Ordinal);

        await _consumer.RefusedAsync(await Forge.SendAsync(_consumer), "EBMS:0103", "AS4-SEC-3");
    }
}
