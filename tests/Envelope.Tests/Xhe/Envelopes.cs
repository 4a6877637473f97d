using System.Text;
using SdkNode.Envelope.Xhe;
using SdkNode.Security.Xml;

namespace SdkNode.Envelope.Tests.Xhe;

/// <summary>Envelopes as text, and what our reader says of them.</summary>
internal static class Envelopes
{
    /// <summary>An envelope under tm-base with an SDK-like payload that keeps every rule.</summary>
    public const string Plain = """
        <x:XHE xmlns:x="http://docs.oasis-open.org/bdxr/ns/XHE/1/ExchangeHeaderEnvelope" xmlns:a="http://docs.oasis-open.org/bdxr/ns/XHE/1/AggregateComponents" xmlns:b="http://docs.oasis-open.org/bdxr/ns/XHE/1/BasicComponents">
          <b:XHEVersionID>1.0</b:XHEVersionID>
          <b:CustomizationID>urn:fdc:digg.se:edelivery:xhe:1</b:CustomizationID>
          <a:Header>
            <b:ID>0d9b6f2e-6e0c-4b7e-9a55-0f6f1d8f4a01</b:ID>
            <b:CreationDateTime>2026-11-23T19:11:00.120+01:00</b:CreationDateTime>
            <a:BusinessScope>
              <a:BusinessScopeCriterion><b:BusinessScopeCriterionTypeCode>DOCUMENTID</b:BusinessScopeCriterionTypeCode><b:BusinessScopeCriterionValue>urn:example:letter::letter##1.0::tm-base</b:BusinessScopeCriterionValue></a:BusinessScopeCriterion>
              <a:BusinessScopeCriterion><b:BusinessScopeCriterionTypeCode>DOCUMENTID_SCHEME</b:BusinessScopeCriterionTypeCode><b:BusinessScopeCriterionValue>busdox-docid-qns</b:BusinessScopeCriterionValue></a:BusinessScopeCriterion>
              <a:BusinessScopeCriterion><b:BusinessScopeCriterionTypeCode>PROCESSID</b:BusinessScopeCriterionTypeCode><b:BusinessScopeCriterionValue>bdx:noprocess</b:BusinessScopeCriterionValue></a:BusinessScopeCriterion>
              <a:BusinessScopeCriterion><b:BusinessScopeCriterionTypeCode>PROCESSID_SCHEME</b:BusinessScopeCriterionTypeCode><b:BusinessScopeCriterionValue>urn:fdc:digg.se:edelivery:process</b:BusinessScopeCriterionValue></a:BusinessScopeCriterion>
              <a:BusinessScopeCriterion><b:BusinessScopeCriterionTypeCode>FEDERATIONID</b:BusinessScopeCriterionTypeCode><b:BusinessScopeCriterionValue>urn:fdc:digg.se:edelivery:federation:test</b:BusinessScopeCriterionValue></a:BusinessScopeCriterion>
            </a:BusinessScope>
            <a:FromParty><a:PartyIdentification><b:ID schemeID="iso6523-actorid-upis">0203:kristinehamn.example</b:ID></a:PartyIdentification></a:FromParty>
            <a:ToParty><a:PartyIdentification><b:ID schemeID="iso6523-actorid-upis">0203:regionvarmland.example</b:ID></a:PartyIdentification></a:ToParty>
          </a:Header>
          <a:Payloads>
            <a:Payload>
              <b:DocumentTypeCode>Q{urn:example:letter}letter</b:DocumentTypeCode>
              <b:ContentTypeCode>application/xml</b:ContentTypeCode>
              <b:HandlingServiceID>registrator</b:HandlingServiceID>
              <b:InstanceEncryptionIndicator>false</b:InstanceEncryptionIndicator>
              <a:PayloadContent><letter xmlns="urn:example:letter">Hej</letter></a:PayloadContent>
            </a:Payload>
          </a:Payloads>
        </x:XHE>
        """;

    public static XheReaderSink Read(string xml) => Read(Encoding.UTF8.GetBytes(xml));

    /// <summary>Reads in chunks that cut tokens anywhere.</summary>
    public static XheReaderSink Read(ReadOnlySpan<byte> utf8, int chunk = 97)
    {
        var sink = new XheReaderSink();
        var tokenizer = new XmlTokenizer(XmlLimits.Envelope, sink);
        for (; !utf8.IsEmpty; utf8 = utf8[Math.Min(chunk, utf8.Length)..])
        {
            tokenizer.Write(utf8[..Math.Min(chunk, utf8.Length)]);
        }

        tokenizer.Complete();
        return sink;
    }

    /// <summary>The one envelope with one piece of text replaced.</summary>
    public static string With(string old, string replacement)
    {
        Assert.Contains(old, Plain, StringComparison.Ordinal);
        return Plain.Replace(old, replacement, StringComparison.Ordinal);
    }
}
