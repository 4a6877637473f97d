using System.Security.Cryptography.Xml;
using System.Text;
using System.Xml;
using BenchmarkDotNet.Attributes;
using SdkNode.Security.Xml;

namespace SdkNode.Bench;

/// <summary>
/// Octets to canonical octets, ours against the platform's transforms in the same run: dense mark-up (SMP and SOAP are like it) and one
/// large Base64 text (an envelope). The Ratio column is the result; <see cref="Bytes"/> a run's input.
/// </summary>
[Config(typeof(QuickConfig))]
[MemoryDiagnoser]
[HideColumns("Job", "Error", "StdDev", "RatioSD")]
public class CanonicalizationBenchmarks
{
    private byte[] _document = [];

    [Params("dense", "text")]
    public string Shape { get; set; } = "dense";

    public int Bytes => _document.Length;

    [GlobalSetup]
    public void Setup() => _document = Shape == "dense" ? Dense() : LargeText();

    [Benchmark(Baseline = true)]
    public long PlatformInclusive() => Platform(new XmlDsigC14NTransform());

    [Benchmark]
    public long PlatformExclusive() => Platform(new XmlDsigExcC14NTransform());

    [Benchmark]
    public long OursInclusive() => Ours(CanonicalizationAlgorithm.InclusiveC14N10);

    [Benchmark]
    public long OursExclusive() => Ours(CanonicalizationAlgorithm.ExclusiveC14N);

    [Benchmark]
    public long OursTokensOnly() => Tokenize(new NoSink());

    internal static byte[] Dense()
    {
        var xml = new StringBuilder("<e:Envelope xmlns:e=\"http://www.w3.org/2003/05/soap-envelope\" xmlns:eb=\"urn:eb\">");
        for (var i = 0; i < 6000; i++)
        {
            xml.Append("<eb:Property name=\"originalSender\" type=\"iso6523-actorid-upis\">0203:kristinehamn.example</eb:Property><eb:PartInfo href=\"cid:message\"><eb:PartProperties/></eb:PartInfo>");
        }

        return Encoding.UTF8.GetBytes(xml.Append("</e:Envelope>").ToString());
    }

    internal static byte[] LargeText() => Encoding.UTF8.GetBytes("<x><y>" + Convert.ToBase64String(new byte[3_000_000]) + "</y></x>");

    private static readonly XmlLimits Limits = XmlLimits.Envelope;

    private long Tokenize(IXmlTokenSink sink)
    {
        var tokenizer = new XmlTokenizer(Limits, sink);
        for (var at = 0; at < _document.Length; at += 64 * 1024)
        {
            tokenizer.Write(_document.AsSpan(at, Math.Min(64 * 1024, _document.Length - at)));
        }

        tokenizer.Complete();
        return tokenizer.BytesRead;
    }

    private long Ours(CanonicalizationAlgorithm algorithm) => Tokenize(new Canonicalizer(algorithm, Stream.Null));

    private long Platform(Transform transform)
    {
        var document = new XmlDocument { PreserveWhitespace = true };
        using var reader = XmlReader.Create(new MemoryStream(_document));
        document.Load(reader);
        transform.LoadInput(document);
        using var output = (Stream)transform.GetOutput(typeof(Stream));
        return output.Length;
    }

    private sealed class NoSink : XmlTokenSink;
}
