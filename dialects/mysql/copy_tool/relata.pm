package pt_online_schema_change_plugin;

# Tells Relata which session works, and waits for its word: Relata can end that session from then on, also where this
# program is killed. So it must stay the only one that changes anything.

use strict;
use warnings FATAL => 'all';

sub new {
    my ($class, %args) = @_;
    my $working = $args{cxn};
    my $connect = \&Cxn::connect;
    local $| = 1;
    $SIG{USR1} = sub { };    # ends a pause

    my $isEncrypted = 1;
    for my $cxn ($working, $args{aux_cxn}) {
        my (undef, $cipher) = $cxn->dbh->selectrow_array(q{SHOW STATUS LIKE 'Ssl_cipher'});
        $isEncrypted = 0 unless $cipher;
    }
    my ($session) = $working->dbh->selectrow_array('SELECT CONNECTION_ID()');
    print "relata: session $session encrypted $isEncrypted\n";
    my $word = <STDIN>;
    die "Relata does not answer\n" unless defined $word && $word eq "go\n";

    no warnings 'redefine';
    *Cxn::connect = sub {
        my ($self, @options) = @_;
        die "The session was lost\n" if $self == $working && !$self->dbh->ping;
        return $connect->($self, @options);
    };
    return bless {}, $class;
}

1;
