using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using SdkNode.Testbed.Federation;

namespace SdkNode.Testbed.Tests.Federation;

public sealed class DnsServerTests(FederationPki keys)
{
    private const ushort Naptr = 35;

    // The hash was made with Python's hashlib and base64.
    private const string Name = "2E33F2FH2X3SO74RRJ6RNKATLWFWU7RLNHA6RLXSUI5IC74CNJMA.iso6523-actorid-upis.sml.sdknode.example";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, Rule("DIR-1.1"), Rule("DIR-1.2")]
    [InlineData(Name)]
    [InlineData("2e33f2fh2x3so74rrj6rnkatlwfwu7rlnha6rlxsui5ic74cnjma.ISO6523-actorid-upis.sml.sdknode.EXAMPLE")]
    public async Task A_published_participant_has_a_record_that_names_the_SMP(string name)
    {
        await using var federation = await keys.StartAsync(Token);

        var response = await AskAsync(federation.Dns, Query(name, Naptr));

        Assert.Equal((0x1234, 0x8500, 1, 1, 0, 0), Header(response));
        var data = response.AsSpan(12 + name.Length + 2 + 4 + 12);
        Assert.Equal(100, BinaryPrimitives.ReadUInt16BigEndian(data));
        Assert.Equal(10, BinaryPrimitives.ReadUInt16BigEndian(data[2..]));
        Assert.Equal($"\u0001U\u0008Meta:SMP{(char)(federation.Smp.Address.AbsoluteUri.Length - 1 + 5)}!.*!{federation.Smp.Address.AbsoluteUri.TrimEnd('/')}!\0", Encoding.ASCII.GetString(data[4..]));
    }

    [Fact, Rule("DIR-1.4", Refuses = true)]
    public async Task Any_other_name_does_not_exist()
    {
        await using var federation = await keys.StartAsync(Token);

        Assert.Equal((0x1234, 0x8503, 1, 0, 0, 0), Header(await AskAsync(federation.Dns, Query("nobody.sml.sdknode.example", Naptr))));
    }

    [Fact]
    public async Task A_participants_name_has_no_records_of_other_types()
    {
        await using var federation = await keys.StartAsync(Token);

        Assert.Equal((0x1234, 0x8500, 1, 0, 0, 0), Header(await AskAsync(federation.Dns, Query(Name, type: 1))));
    }

    [Fact]
    public async Task Datagrams_that_are_no_questions_are_passed_over()
    {
        await using var federation = await keys.StartAsync(Token);
        var good = Query(Name, Naptr);
        byte[][] bad = [[], [0], good[..11], good[..12], good[..^1], good[..20], [.. good[..12], 0xC0, 12, 0, 35, 0, 1], [.. good[..2], 0x80, .. good[3..]]];

        using var client = new UdpClient();
        client.Connect(federation.Dns.Address);
        foreach (var datagram in bad.Append(good))
        {
            await client.SendAsync(datagram, Token);
        }

        Assert.Equal(1, Header((await client.ReceiveAsync(Token)).Buffer).Answers);
    }

    [Fact]
    public async Task A_fault_switched_on_is_what_clients_get()
    {
        await using var federation = await keys.StartAsync(Token);
        federation.Dns.Fault = DnsFault.ServerFailure;

        Assert.Equal(0x8502, Header(await AskAsync(federation.Dns, Query(Name, Naptr))).Flags);
    }

    private static async Task<byte[]> AskAsync(DnsServer server, byte[] query)
    {
        using var client = new UdpClient();
        client.Connect(server.Address);
        await client.SendAsync(query, Token);
        return (await client.ReceiveAsync(Token)).Buffer;
    }

    private static byte[] Query(string name, ushort type)
    {
        var labels = name.Split('.').SelectMany(label => Encoding.ASCII.GetBytes(label).Prepend((byte)label.Length));
        return [0x12, 0x34, 0x01, 0x00, 0, 1, 0, 0, 0, 0, 0, 0, .. labels, 0, (byte)(type >> 8), (byte)type, 0, 1];
    }

    private static (int Id, int Flags, int Questions, int Answers, int Authorities, int Additionals) Header(byte[] message)
    {
        int Word(int index) => BinaryPrimitives.ReadUInt16BigEndian(message.AsSpan(index * 2));
        return (Word(0), Word(1), Word(2), Word(3), Word(4), Word(5));
    }
}
