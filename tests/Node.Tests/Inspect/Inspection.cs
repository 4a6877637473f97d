using System.Security.Cryptography.X509Certificates;
using SdkNode.Node.Inspect;
using SdkNode.Node.Tests.Support;
using SdkNode.Security.Certificates;

namespace SdkNode.Node.Tests.Inspect;

/// <summary>Inspects files as the verb does, with the vectors' keys and the trust that the file's purpose has.</summary>
internal static class Inspection
{
    /// <summary>Within the validity of the vectors' certificates.</summary>
    private static readonly DateTimeOffset s_vectorTime = new(2026, 11, 24, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Inspects a vector. Only the authorities of its own environment are trusted.</summary>
    public static async Task<InspectionReport> VectorAsync(string relative, DateTimeOffset? at = null)
    {
        List<KeyPair> keys = [.. new[] { "party-a", "party-b", "o2o-varmland", "o2o-kristinehamn", "as4net-party-b" }.Select(Key)];
        var trust = new[] { "ap-root", "ap-ca", "smp-root", "o2o-root", "o2o-ca" }.Select(name => X509CertificateLoader.LoadCertificateFromFile(SharedFiles.Vector($"keys/{name}.pem"))).ToList();
        try
        {
            return await FileAsync(SharedFiles.Vector(relative), keys, trust, at ?? s_vectorTime);
        }
        finally
        {
            keys.ForEach(key => key.Dispose());
            trust.ForEach(certificate => certificate.Dispose());
        }
    }

    /// <summary>Inspects an official sample without keys and trust.</summary>
    public static Task<InspectionReport> SampleAsync(string relative) => FileAsync(SharedFiles.Official($"samples/{relative}"), [], [], s_vectorTime);

    /// <summary>Inspects a file with every key in the folders below <paramref name="keys"/>, trusting the authorities there.</summary>
    public static async Task<InspectionReport> FileAsync(string path, string keys, string password)
    {
        List<KeyPair> pairs = [];
        List<X509Certificate2> trust = [];
        foreach (var folder in Directory.GetDirectories(keys))
        {
            trust.AddRange(CertificateFiles.LoadAll(folder).Value!);
            pairs.AddRange(Directory.GetFiles(folder, "*.p12").Select(file => KeyPair.Load(file, password).Value!));
        }

        try
        {
            return await FileAsync(path, pairs, trust, TimeProvider.System.GetUtcNow());
        }
        finally
        {
            pairs.ForEach(pair => pair.Dispose());
        }
    }

    /// <summary>Inspects octets without keys and trust.</summary>
    public static async Task<InspectionReport> OctetsAsync(byte[] octets)
    {
        using var tools = new InspectionTools([], [], new TestClock(s_vectorTime));
        return await new Inspector(tools).InspectAsync(() => new MemoryStream(octets, writable: false), TestContext.Current.CancellationToken);
    }

    /// <summary>The report as the terminal shows it.</summary>
    public static string Text(InspectionReport report)
    {
        using var output = new StringWriter();
        InspectionPrinter.Text(report, output);
        return output.ToString();
    }

    /// <summary>The rules that failed, here and inside, each once.</summary>
    public static IReadOnlyList<string> Failed(InspectionReport report) =>
        [.. report.Checks.Where(check => check.State == CheckState.Fail).Select(check => check.Rule).Concat(report.Inside is null ? [] : Failed(report.Inside)).Distinct()];

    private static async Task<InspectionReport> FileAsync(string path, IReadOnlyList<KeyPair> keys, IReadOnlyList<X509Certificate2> trust, DateTimeOffset at)
    {
        using var tools = new InspectionTools(keys, trust, new TestClock(at));
        return await new Inspector(tools).InspectAsync(() => File.OpenRead(path), TestContext.Current.CancellationToken);
    }

    private static KeyPair Key(string name)
    {
        var loaded = KeyPair.Load(SharedFiles.Vector($"keys/{name}.p12"), "changeit");
        Assert.True(loaded.TryGet(out var pair, out var fault), fault?.Detail);
        return pair;
    }
}
