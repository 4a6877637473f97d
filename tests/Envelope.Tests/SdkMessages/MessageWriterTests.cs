using System.Security.Cryptography;
using System.Text;
using SdkNode.Envelope.SdkMessages;
using SdkNode.Envelope.Tests.Oracles;

namespace SdkNode.Envelope.Tests.SdkMessages;

public sealed class MessageWriterTests
{
    [Fact]
    [Rule("MSG-1.1")]
    [Rule("MSG-3.1")]
    [Rule("MSG-4.1")]
    [Rule("MSG-6")]
    [Rule("MSG-7")]
    [Rule("MSG-10.1")]
    [Rule("MSG-11.1")]
    [Rule("MSG-11.2")]
    [Rule("MSG-12")]
    public async Task What_is_read_is_written_so_that_schema_and_Schematron_accept_it_and_it_reads_back()
    {
        var files = new List<MemoryStream>();
        var read = await Messages.ValidateAsync(Messages.Full, openFile: (_, _) =>
        {
            files.Add(new MemoryStream());
            return new(files[^1]);
        });
        var contents = files.ConvertAll(file => file.ToArray());
        Assert.Equal(["%PDF-1.7\n", "Hej!"], contents.Select(Encoding.UTF8.GetString));

        var written = await WriteAsync(read.Message!, file => new MemoryStream(contents[file.Number]));
        Assert.Empty(OfficialSchema.SdkMessage().Refusals(written));
        Assert.Equal([0], await OfficialSchematron.SdkMessage.FailuresAsync([written]));
        var again = (await Messages.ValidateAsync(written)).Message!;
        Assert.Equivalent(read.Message, again, strict: true);
        Assert.Equal(2, again.Documents.Count);
        Assert.Equal("Kallelse till möte", again.Label);
        Assert.Equal([9, 4], again.Documents[0].Files.Select(file => file.Length));
    }

    [Fact]
    [Rule("MSG-12")]
    public async Task Absent_and_empty_values_are_left_out()
    {
        var message = (await Messages.ValidateAsync(Messages.Full)).Message!;
        var bare = message with { Label = "", GeneratingSystem = null, RefToMessageId = null, CreationDateTime = message.CreationDateTime.ToOffset(TimeSpan.FromHours(2)) };
        var written = await WriteAsync(bare, _ => new MemoryStream([1]));
        Assert.DoesNotContain("generatingSystem", written, StringComparison.Ordinal);
        Assert.DoesNotContain("refToMessageId", written, StringComparison.Ordinal);
        Assert.Contains("<creationDateTime>2026-11-23T18:10:39.843Z</creationDateTime>", written, StringComparison.Ordinal);
        Assert.True((await Messages.ValidateAsync(written)).IsAccepted);
    }

    [Fact]
    [Rule("MSG-11.3")]
    public async Task A_large_file_goes_through_writer_and_reader_in_pieces()
    {
        const int length = 8 * 1024 * 1024 + 1;
        var content = RandomNumberGenerator.GetBytes(length);
        var message = (await Messages.ValidateAsync(Messages.Full)).Message!;
        var large = message with { Documents = [new MessageDocument("1", null, null, [new MessageFile(0, "stor.bin", "application/octet-stream")], [])] };
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var output = new MemoryStream();
        await SdkMessageWriter.WriteAsync(large, (_, _) => new(new MemoryStream(content)), output, TestContext.Current.CancellationToken);
        output.Position = 0;
        await using var file = new MemoryStream();
        var reading = await SdkMessageReader.ReadAsync(output, MessageLimits.Incoming, (_, _) => new(file), TestContext.Current.CancellationToken);
        Assert.Equal(length, reading.Message!.Documents[0].Files[0].Length);
        Assert.Equal(content, file.ToArray());
    }

    [Fact]
    public void Characters_that_XML_cannot_carry_are_known_beforehand()
    {
        Assert.True(SdkMessageWriter.IsWritable("Hej 😀 å\n"));
        Assert.False(SdkMessageWriter.IsWritable("form\ffeed"));
        Assert.False(SdkMessageWriter.IsWritable("lone \ud83d"));
        Assert.False(SdkMessageWriter.IsWritable("\ude00\ud83d"));
    }

    private static async Task<string> WriteAsync(SdkMessage message, Func<MessageFile, Stream> open)
    {
        await using var output = new MemoryStream();
        await SdkMessageWriter.WriteAsync(message, (file, _) => new(open(file)), output, TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(output.ToArray());
    }
}
