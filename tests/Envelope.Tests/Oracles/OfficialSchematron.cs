using System.Globalization;
using System.Text;

namespace SdkNode.Envelope.Tests.Oracles;

/// <summary>The official Schematron rules, run over many documents by a Node.js process.</summary>
internal sealed class OfficialSchematron(string rules)
{
    // A program has a start and an end that cost as much as some twenty documents.
    private const int MostFiles = 250;

    public static OfficialSchematron Xhe { get; } = new("schematron/DIGG-XHE-Business-Rules.scmt");

    public static OfficialSchematron SdkMessage { get; } = new("schematron/MessageConstraints.xml");

    public static OfficialSchematron Receipt { get; } = new("schematron/DIGG-AppRes-Business-Rules.scmt");

    /// <summary>How many asserts each document fails; -1 where it could not be read.</summary>
    public async Task<IReadOnlyList<int>> FailuresAsync(IReadOnlyList<string> documents)
    {
        var program = Path.Combine(SharedFiles.RepositoryRoot, "artifacts", "schematron", "check.mjs");
        if (!File.Exists(program))
        {
            Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") == "true", "The Schematron runner is not installed; eng/test installs it.");
            Assert.Fail("The Schematron runner is not installed; eng/test installs it.");
        }

        using var folder = new TemporaryFolder();
        var files = documents.Select((document, index) => folder.File(index.ToString("D5", CultureInfo.InvariantCulture) + ".xml", Encoding.UTF8.GetBytes(document))).ToList();
        var batches = files.Chunk(MostFiles).ToList();
        var answers = new string[batches.Count];
        await Parallel.ForAsync(0, batches.Count, async (number, _) =>
        {
            var result = await ExternalProgram.RunAsync("node", [program, SharedFiles.Official(rules), .. batches[number]]);
            Assert.True(result.ExitCode == 0, result.Error);
            answers[number] = result.Text;
        });
        var lines = answers.SelectMany(answer => answer.Split('\n', StringSplitOptions.RemoveEmptyEntries)).ToList();
        Assert.Equal(documents.Count, lines.Count);
        return [.. lines.Select(line => int.TryParse(line.Split('\t')[1], CultureInfo.InvariantCulture, out var count) ? count : -1)];
    }
}
