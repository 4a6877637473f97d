using System.IO.Pipelines;
using System.Text;
using SdkNode.Node.Api.Problems;
using SdkNode.Node.Api.Uploads;
using SdkNode.Node.Tests.Store;
using SdkNode.Node.Tests.Support;

namespace SdkNode.Node.Tests.Api.Uploads;

/// <summary>What an upload leaves on the disk: its files while it is used, and nothing after.</summary>
public sealed class UploadReaderTests : IDisposable
{
    private const string TwoFiles = """{"data":{"attributes":{"digitalDocument":[{"contentFiles":[{"content":"QUJD"},{"content":"REU="}]}]}}}""";

    private readonly ContentFolder _folder = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Files_are_read_one_by_one_and_are_gone_with_the_upload()
    {
        var read = await ReadAsync(TwoFiles);
        Assert.True(read.TryGet(out var upload, out _));
        Assert.Single(Files());
        Assert.DoesNotContain("ABC", await File.ReadAllTextAsync(Files().Single(), Encoding.Latin1, Cancelled), StringComparison.Ordinal);
        await using (var files = upload.OpenFiles())
        {
            Assert.Equal("ABC", await TextAsync(files.Next(0)));
            Assert.Throws<InvalidOperationException>(() => files.Next(0));
            Assert.Equal("DE", await TextAsync(files.Next(1)));
        }

        upload.Dispose();
        Assert.Empty(Files());
    }

    [Theory]
    [InlineData("""{"data":{"attributes":{"digitalDocument":[{"contentTextBody":[1#]}]}}}""", ",1")]
    [InlineData("""{"data":{"attributes":{"digitalDocument":[1#]}}}""", ",1")]
    [InlineData("""{"data":{"attributes":{"digitalDocument":[{"contentTextBody":["\ud800"#]}]}}}""", ",\"\\ud800\"")]
    public async Task However_many_faults_a_body_has_no_more_are_kept_than_are_answered(string body, string more)
    {
        Assert.True((await ReadAsync(body.Replace("#", string.Concat(Enumerable.Repeat(more, 900)), StringComparison.Ordinal), 100_000)).TryGet(out var upload, out _));
        using (upload)
        {
            Assert.False(new DraftReader(upload).Read(isAnswer: false).TryGet(out _, out var problem));
            Assert.Equal(ProblemWriter.MostIssues, problem.Issues.Count);
        }
    }

    [Fact]
    public async Task An_upload_knows_about_how_large_its_message_is()
    {
        Assert.True((await ReadAsync(TwoFiles)).TryGet(out var upload, out _));
        Assert.InRange(upload.MessageBytes, TwoFiles.Length - 20, TwoFiles.Length + 200);
        upload.Dispose();
    }

    [Fact]
    public async Task An_upload_without_files_writes_none()
    {
        Assert.True((await ReadAsync("""{"data":{}}""")).TryGet(out var upload, out _));
        Assert.Empty(Files());
        upload.Dispose();
    }

    [Theory]
    [InlineData(TwoFiles + "x", 1_000)]
    [InlineData("""{"data":{"attributes":{"digitalDocument":[{"contentFiles":[{"content":"QUJD""", 1_000)]
    [InlineData(TwoFiles, 6)]
    public async Task A_refused_upload_leaves_nothing(string body, long most)
    {
        Assert.False((await ReadAsync(body, most)).TryGet(out _, out var problem));
        Assert.Equal(400, problem.Status);
        Assert.Empty(Files());
    }

    [Fact]
    public async Task An_upload_whose_client_goes_away_leaves_nothing()
    {
        var pipe = new Pipe();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        var reading = new UploadReader(_folder.Store, CalmStorage.Watch).ReadAsync(pipe.Reader.AsStream(), null, 1_000, stop.Token);
        await pipe.Writer.WriteAsync(Encoding.UTF8.GetBytes(TwoFiles[..^20]), Cancelled);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        Assert.Empty(Files());
    }

    public void Dispose() => _folder.Dispose();

    private Task<SdkNode.Security.Result<Upload, SdkNode.Node.Api.Problems.ApiProblem>> ReadAsync(string body, long most = 1_000) =>
        new UploadReader(_folder.Store, CalmStorage.Watch).ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(body)), null, most, Cancelled);

    private IEnumerable<string> Files() => new[] { "staging", "content" }.Select(name => Path.Combine(_folder.FullName, name)).Where(Directory.Exists).SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories));

    private static async Task<string> TextAsync(Stream file)
    {
        using var reader = new StreamReader(file);
        return await reader.ReadToEndAsync(Cancelled);
    }
}
